using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Records;

/// <summary>How a list was asked for in the page's address: the same words as the API's.</summary>
public sealed class Listing
{
    private static readonly string[] Places = ["page", "cursor", "pageSize", "sort"];

    private readonly HttpRequest _request;

    private Listing(HttpRequest request, PageRequest page) => (_request, Page) = (request, page);

    public PageRequest Page { get; }

    /// <summary>How it is sorted.</summary>
    public ListSort Sort => Page.Sort ?? new ListSort(SortColumn.Changed, Descending: true);

    /// <summary>Nobody narrowed the list down.</summary>
    public bool IsWhole => _request.Query.All(q => Places.Contains(q.Key, StringComparer.Ordinal) || q.Value.ToString().Length == 0);

    public string Path => _request.Path;

    /// <param name="visit">The request.</param>
    /// <param name="errors">Takes what is wrong with the page's number, size, cursor or order.</param>
    /// <param name="sortColumns">What it can be sorted by beside its last change.</param>
    internal static Listing Of(Visit visit, InputErrors errors, params ReadOnlySpan<SortColumn> sortColumns) => new(
        visit.Http.Request,
        new PageQuery
        {
            Page = visit.Asked("page"),
            PageSize = visit.Asked("pageSize"),
            Cursor = visit.Asked("cursor"),
            Sort = visit.Asked("sort"),
        }.Read(errors, sortColumns));

    /// <summary>As the address says it; nothing for the usual order.</summary>
    public static string SortWord(SortColumn key, bool descending) => key is SortColumn.Changed && descending ? "" : SortText.Of(key, descending);

    /// <summary>The first page of the same list, sorted so.</summary>
    public string ToSort(SortColumn key, bool descending) => Query.With(_request, "sort", SortWord(key, descending));

    public string ToPage(int page) => Query.With(_request, "page", page == 1 ? null : $"{page}");

    public string ToCursor(string cursor) => Query.With(_request, "cursor", cursor);

    /// <summary>A download of everything that the list would show, whatever the page.</summary>
    /// <param name="kind">As the API's path says it.</param>
    public string ToExport(string kind) => Layout.Query.Link(
        $"{ExportConsoleEndpoints.Prefix}/{kind}",
        [.. _request.Query.Where(q => !Places.Contains(q.Key, StringComparer.Ordinal)).Select(q => (q.Key, (object?)q.Value.ToString())), ("format", "csv")]);

    /// <summary>The first page of the same list.</summary>
    public string ToStart => Query.With(_request, "cursor", null);
}
