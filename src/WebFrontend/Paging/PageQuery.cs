using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which page of a list is wanted, as the query string says it.</summary>
internal readonly record struct PageQuery
{
    /// <summary>Beyond this many rows a page number makes the database read everything before it; a cursor does not.</summary>
    internal const long DeepestRow = 10_000;

    private const int MaxPageSize = 100;
    private const int MaxCursorLength = 1024;

    /// <summary>1-based page number; page × pageSize may reach 10,000, beyond that use the cursor.</summary>
    public string? Page { get; init; }

    /// <summary>Items a page, 1–100; 25 when not given.</summary>
    public string? PageSize { get; init; }

    /// <summary>The <c>nextCursor</c> of the page before, for deep reading; page is then ignored.</summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// changed, or another column of the list; prefix with - for descending. Candidates: name; jobs: name (the title), status,
    /// department, location; onboarding processes: status, hireDate. -changed when not given: the newest change first.
    /// </summary>
    public string? Sort { get; init; }

    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="offered">What the list can be sorted by beside its last change.</param>
    public PageRequest Read(InputErrors errors, params ReadOnlySpan<SortColumn> offered)
    {
        var size = QueryText.Number(PageSize, 25, MaxPageSize, "pageSize", errors);
        var cursor = QueryText.Text(Cursor, "cursor", errors, MaxCursorLength);
        var page = QueryText.Number(Page, 1, int.MaxValue, "page", errors);
        if (cursor is null && (long)page * size > DeepestRow)
        {
            errors.Add("page", $"must not reach beyond row {DeepestRow}. Use cursor with the nextCursor of the previous page instead.");
        }

        return new(page, size, cursor, SortText.Read(Sort, offered, errors));
    }
}

/// <summary>One page of a list, newest change first unless sorted otherwise.</summary>
/// <param name="Items">The page's items.</param>
/// <param name="Pagination">Where the page stands.</param>
public sealed record ItemPage<T>(IReadOnlyList<T> Items, Pagination Pagination);

internal static class ItemPage
{
    public static ItemPage<TItem> Of<TView, TItem>(Page<TView> page, Func<TView, TItem> show) =>
        new([.. page.Items.Select(show)], Pagination.Of(page));
}

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
