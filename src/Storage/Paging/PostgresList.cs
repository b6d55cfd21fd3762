using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Reads one page of a list with its total in one statement, by number or by cursor.</summary>
/// <param name="Name">Part of its cursors.</param>
/// <param name="Table">Constant.</param>
/// <param name="Columns">Constant; <c>raw_json</c> follows them, null unless asked for.</param>
/// <param name="Orders">How the list can be sorted; always by the last change.</param>
/// <param name="Map">Makes an item of the rows of one place: one row, unless <see cref="Beside"/> joins several.</param>
internal sealed record PostgresList<T>(
    ListName Name, string Table, string Columns, IReadOnlyDictionary<SortColumn, ListOrder> Orders, Func<DbDataReader, T> Map)
{
    /// <summary>Constant: further columns, of the row <c>page</c> or of what is beside it; they follow the page's own.</summary>
    public string Shown { get; init; } = "";

    /// <summary>Constant: joins to the row <c>page</c> what belongs to it.</summary>
    public string Beside { get; init; } = "";

    /// <summary>Constant: how the rows of one place are sorted.</summary>
    public string BesideOrder { get; init; } = "";

    /// <summary>Adds a further row of the same place to its item.</summary>
    public Action<T, DbDataReader>? Add { get; init; }

    public async Task<Page<T>> Read(
        PostgresDatabase database, ListConditions conditions, PageRequest page, bool includeRaw, CancellationToken cancellationToken)
    {
        var sort = SortedBy.Of(Orders, page.Sort);
        var sql = Statement(conditions, page, sort, includeRaw);
        var total = 0L;
        var found = new List<(T Item, object Place, DateTimeOffset? At)>(page.PageSize + 1);
        void Take(int statement, DbDataReader row)
        {
            if (found.Count == 0)
            {
                total = row.Integer("list_total");
            }

            if (row["place_tie"] is not DBNull and var place)
            {
                if (Add is not null && found.Count > 0 && found[^1].Place.Equals(place))
                {
                    Add(found[^1].Item, row);
                }
                else
                {
                    found.Add((Map(row), place, sort.Order.IsTime ? row.Time("place_key") : null));
                }
            }
        }

        var plan = !conditions.IsWhole ? PlanChoice.ByValue : page.Sort is null ? PlanChoice.Once : PlanChoice.ByIndex;
        await database.Ask(plan, [new PostgresStatement(sql, conditions.Arguments)], Take, cancellationToken).ConfigureAwait(false);
        return new Page<T>([.. found.Take(page.PageSize).Select(one => one.Item)], total, page.Page, page.PageSize, Next());

        string? Next()
        {
            if (found.Count <= page.PageSize)
            {
                return null;
            }

            var (_, place, at) = found[page.PageSize - 1];
            var scope = sort.CursorScope(Name);
            return at is { } time
                ? new ListCursor(time.ToUnixTimeMilliseconds(), (Guid)place).Encode(conditions.CompanyId, scope)
                : ListCursor.EncodeRow((string)place, conditions.CompanyId, scope);
        }
    }

    private string Statement(ListConditions conditions, PageRequest page, SortedBy sort, bool includeRaw)
    {
        var filter = conditions.Sql;
        var (key, tie) = (sort.Order.Key, sort.Order.Tie);

        // The rows that match are looked for once where both their number and the place of a page are wanted.
        var searchesOnce = !conditions.IsWhole && page is { Cursor: null, Page: > 1 };
        var matches = searchesOnce ? "matches" : $"{Table} WHERE {filter}";
        var with = !searchesOnce ? conditions.With
            : $"{(conditions.With.Length == 0 ? "WITH" : $"{conditions.With},")} matches AS MATERIALIZED (SELECT {key} AS place_key, {tie} AS place_tie FROM {Table} WHERE {filter})";
        var place = PlaceOf(conditions, page, sort, searchesOnce ? "SELECT place_key, place_tie FROM matches" : $"SELECT {key} AS place_key, {tie} AS place_tie FROM {matches}");

        // One row more than asked for tells whether there is a next page.
        conditions.Arguments.Add("take", page.PageSize + 1);
        return $"""
            {with}
            SELECT page.*{Shown}, totals.*
            FROM (SELECT count(*) AS list_total FROM {matches}) AS totals
            LEFT JOIN (
                SELECT {Columns}, {(includeRaw ? "raw_json" : "NULL AS raw_json")}, {key} AS place_key, {tie} AS place_tie
                FROM {Table}
                WHERE {filter}{place}
                ORDER BY {sort.OrderBy}
                LIMIT @take) AS page ON true
            {Beside}
            ORDER BY page.place_key {sort.Direction}, page.place_tie {sort.Direction}{BesideOrder}
            """;
    }

    private string PlaceOf(ListConditions conditions, PageRequest page, SortedBy sort, string places)
    {
        var (key, tie) = (sort.Order.Key, sort.Order.Tie);
        if (page.Cursor is { } cursor)
        {
            var scope = sort.CursorScope(Name);
            if (!sort.Order.IsTime)
            {
                conditions.Arguments.Add("placeTie", ListCursor.DecodeRow(cursor, conditions.CompanyId, scope));
                return $" AND ({key}, {tie}) {sort.After} (SELECT {key}, {tie} FROM {Table} WHERE company_id = @companyId AND {tie} = @placeTie)";
            }

            var place = ListCursor.Decode(cursor, conditions.CompanyId, scope);
            conditions.Arguments.Add("placeKey", DateTimeOffset.FromUnixTimeMilliseconds(place.UnixMilliseconds));
            conditions.Arguments.Add("placeTie", place.RowId);
            return $" AND ({key}, {tie}) {sort.After} (@placeKey, @placeTie)";
        }

        if (page.Page <= 1)
        {
            return "";
        }

        // To skip rows by OFFSET is to read them; where the page begins is found in the index alone.
        conditions.Arguments.Add("skip", (page.Page - 1L) * page.PageSize);
        return $" AND ({key}, {tie}) {sort.From} ({places} ORDER BY place_key {sort.Direction}, place_tie {sort.Direction} LIMIT 1 OFFSET @skip)";
    }
}
