using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Frame;

namespace Jobvite.WebFrontend.Console.Records;

/// <summary>How a list was asked for in the page's address: the same words as the API's.</summary>
public sealed class Listing
{
    private static readonly string[] Places = ["page", "cursor", "pageSize"];

    private readonly HttpRequest _request;

    private Listing(HttpRequest request, PageRequest page) => (_request, Page) = (request, page);

    public PageRequest Page { get; }

    /// <summary>Nobody narrowed the list down.</summary>
    public bool IsWhole => _request.Query.All(q => Places.Contains(q.Key, StringComparer.Ordinal) || q.Value.ToString().Length == 0);

    public string Path => _request.Path;

    /// <param name="visit">The request.</param>
    /// <param name="errors">Takes what is wrong with the page's number, size or cursor.</param>
    internal static Listing Of(Visit visit, InputErrors errors) => new(
        visit.Http.Request,
        new PageQuery { Page = visit.Asked("page"), PageSize = visit.Asked("pageSize"), Cursor = visit.Asked("cursor") }.Read(errors));

    public string ToPage(int page) => Query.With(_request, "page", page == 1 ? null : $"{page}");

    public string ToCursor(string cursor) => Query.With(_request, "cursor", cursor);

    /// <summary>The first page of the same list.</summary>
    public string ToStart => Query.With(_request, "page", null);
}
