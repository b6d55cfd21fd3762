using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Reads one page of a list, by number or by cursor.</summary>
/// <param name="Name">Part of its cursors.</param>
/// <param name="Table">Constant.</param>
/// <param name="Columns">Constant; <c>raw_json</c> follows them, null unless asked for.</param>
/// <param name="Orders">How the list can be sorted; always by the last change.</param>
/// <param name="Map">Makes an item of a row.</param>
internal sealed record SqliteList<T>(
    ListName Name, string Table, string Columns, IReadOnlyDictionary<SortColumn, ListOrder> Orders, Func<DbDataReader, T> Map)
{
    public Page<T> Read(SqliteSession session, ListConditions conditions, PageRequest page, bool includeRaw = false)
    {
        var sort = SortedBy.Of(Orders, page.Sort);
        var filter = conditions.Sql;
        var skip = page.Cursor is null ? (page.Page - 1L) * page.PageSize : 0;
        var place = page.Cursor is { } cursor ? PlaceOf(conditions, cursor, sort) : "";

        // One row more than asked for tells whether there is a next page.
        conditions.Arguments.AddDynamicParams(new { take = page.PageSize + 1, skip });
        var rows = session.Query(
            $"""
            SELECT {Columns}, {(includeRaw ? "raw_json" : "NULL AS raw_json")}, {sort.Order.Key} AS place_key, {sort.Order.Tie} AS place_tie FROM {Table}
            WHERE {filter}{place}
            ORDER BY {sort.OrderBy}
            LIMIT @take OFFSET @skip
            """,
            conditions.Arguments,
            row => (Item: Map(row), Place: CursorOf(row, conditions.CompanyId, sort)));

        // A search that found less than a page has been through all rows: to count would be to go through them again.
        var total = page.Cursor is null && rows.Count <= page.PageSize && (rows.Count > 0 || skip == 0)
            ? skip + rows.Count
            : session.Scalar<long>($"SELECT count(*) FROM {Table} WHERE {filter}", conditions.Arguments);
        var next = rows.Count > page.PageSize ? rows[page.PageSize - 1].Place() : null;
        return new Page<T>([.. rows.Take(page.PageSize).Select(row => row.Item)], total, page.Page, page.PageSize, next);
    }

    private string PlaceOf(ListConditions conditions, string cursor, SortedBy sort)
    {
        var scope = sort.CursorScope(Name);
        var row = $"({sort.Order.Key}, {sort.Order.Tie})";
        if (!sort.Order.IsTime)
        {
            conditions.Arguments.Add("placeTie", ListCursor.DecodeRow(cursor, conditions.CompanyId, scope));
            return $" AND {row} {sort.After} (SELECT {sort.Order.Key}, {sort.Order.Tie} FROM {Table} WHERE company_id = @companyId AND {sort.Order.Tie} = @placeTie)";
        }

        var place = ListCursor.Decode(cursor, conditions.CompanyId, scope);
        conditions.Arguments.AddDynamicParams(new { placeKey = place.UnixMilliseconds, placeTie = place.RowId.ToColumn() });
        return $" AND {row} {sort.After} (@placeKey, @placeTie)";
    }

    private Func<string> CursorOf(DbDataReader row, string companyId, SortedBy sort)
    {
        var scope = sort.CursorScope(Name);
        if (!sort.Order.IsTime)
        {
            var tie = row.RequiredText("place_tie");
            return () => ListCursor.EncodeRow(tie, companyId, scope);
        }

        var place = new ListCursor(row.Integer("place_key"), row.Id("place_tie"));
        return () => place.Encode(companyId, scope);
    }
}
