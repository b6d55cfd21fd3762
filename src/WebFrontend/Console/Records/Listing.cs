using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Records;

/// <summary>How a list was asked for in the page's address: the same words as the API's.</summary>
public sealed class Listing
{
    /// <summary>The parameter that says what was just done; no link takes it along.</summary>
    public const string Done = "done";

    private static readonly string[] Places = ["page", "cursor", Done, ViewParameters.PageSize, ViewParameters.Sort, ViewParameters.Columns];

    private readonly HttpRequest _request;

    private Listing(HttpRequest request, PageRequest page, ViewedList? list) => (_request, Page, List) = (request, page, list);

    /// <summary>Which list it is, when people keep views of it.</summary>
    public ViewedList? List { get; }

    public PageRequest Page { get; }

    /// <summary>How it is sorted.</summary>
    public ListSort Sort => Page.Sort ?? new ListSort(SortColumn.Changed, Descending: true);

    /// <summary>Nobody narrowed the list down.</summary>
    public bool IsWhole => List is null
        ? _request.Query.All(q => Places.Contains(q.Key, StringComparer.Ordinal) || q.Value.ToString().Length == 0)
        : Known.All(one => Places.Contains(one.Name, StringComparer.Ordinal));

    public string Path => _request.Path;

    /// <param name="visit">The request.</param>
    /// <param name="errors">Takes what is wrong with the page's number, size, cursor or order.</param>
    /// <param name="sortColumns">What it can be sorted by beside its last change.</param>
    internal static Listing Of(Visit visit, InputErrors errors, params ReadOnlySpan<SortColumn> sortColumns) => Read(visit, errors, null, sortColumns);

    /// <summary>The same for a list that people keep views of.</summary>
    internal static Listing Of(ViewedList list, Visit visit, InputErrors errors, params ReadOnlySpan<SortColumn> sortColumns) => Read(visit, errors, list, sortColumns);

    /// <summary>What the address says that this list understands, but not which page.</summary>
    public IEnumerable<(string Name, string Value)> Known => _request.Query
        .Select(q => (Name: q.Key, Value: q.Value.ToString()))
        .Where(one => one.Value.Length > 0 && List is { } list && (ViewParameters.Kept(list).Contains(one.Name) || ViewParameters.Personal(list).Contains(one.Name)));

    /// <summary>What a view of the list as it is asked for keeps; empty when that is nothing.</summary>
    public string ViewQuery => List is { } list ? Views.ViewQuery.Of(list, Known) : "";

    /// <summary>It is narrowed down by what a view leaves out.</summary>
    public bool NamesPersons => List is { } list && Known.Any(one => ViewParameters.Personal(list).Contains(one.Name));

    /// <summary>It is asked for as a view says.</summary>
    public bool Shows(SavedView view) => !NamesPersons && ViewQuery == view.Query;

    /// <summary>The first page of the same list without some of its parameters.</summary>
    public string Without(params ReadOnlySpan<string> names)
    {
        var kept = new List<(string, object?)>();
        foreach (var (name, value) in Known)
        {
            if (!names.Contains(name))
            {
                kept.Add((name, value));
            }
        }

        return Query.Link(Path, [.. kept]);
    }

    /// <summary>The whole list, in the same order and columns.</summary>
    public string WithoutFilters => Query.Link(Path, [.. Known.Where(one => Places.Contains(one.Name, StringComparer.Ordinal)).Select(one => (one.Name, (object?)one.Value))]);

    /// <summary>Such as "3 candidates match", or "3 candidates" of the whole list.</summary>
    public string CountOf(long total, string one, string many) => IsWhole
        ? Spoken.Count(total, one, many)
        : total == 0 ? $"No {many} match" : $"{Spoken.Count(total, one, many)} {(total == 1 ? "matches" : "match")}";

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

    private static Listing Read(Visit visit, InputErrors errors, ViewedList? list, ReadOnlySpan<SortColumn> sortColumns) => new(
        visit.Http.Request,
        new PageQuery
        {
            Page = visit.Asked("page"),
            PageSize = visit.Asked(ViewParameters.PageSize),
            Cursor = visit.Asked("cursor"),
            Sort = visit.Asked(ViewParameters.Sort),
        }.Read(errors, sortColumns),
        list);
}
