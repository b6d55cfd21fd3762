using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Where in a list a page stands.</summary>
/// <param name="Page">1-based page number.</param>
/// <param name="PageSize">Items a page.</param>
/// <param name="Total">How many items match.</param>
/// <param name="TotalPages">How many pages that makes.</param>
/// <param name="NextCursor">Ask with <c>?cursor=</c> for the page after this one; null on the last.</param>
public sealed record Pagination(int Page, int PageSize, long Total, long TotalPages, string? NextCursor)
{
    internal static Pagination Of<T>(Page<T> page) => new(
        page.PageNumber,
        page.PageSize,
        page.Total,
        page.PageSize > 0 ? (page.Total + page.PageSize - 1) / page.PageSize : 0,
        page.NextCursor);
}
