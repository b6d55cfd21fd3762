using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Reads one page of a list, by number or by cursor.</summary>
/// <param name="Name">Part of its cursors.</param>
/// <param name="Table">Constant.</param>
/// <param name="Columns">Constant; <c>raw_json</c> is added on request.</param>
/// <param name="TimeColumn">Constant: the list runs from its newest value down.</param>
/// <param name="IdColumn">Constant: decides between rows of the same time.</param>
/// <param name="Map">Makes an item of a row.</param>
internal sealed record SqliteList<T>(ListName Name, string Table, string Columns, string TimeColumn, string IdColumn, Func<DbDataReader, T> Map)
{
    public Page<T> Read(SqliteSession session, ListConditions conditions, PageRequest page, bool includeRaw = false)
    {
        var total = session.Scalar<long>($"SELECT count(*) FROM {Table} WHERE {conditions.Sql}", conditions.Arguments);
        if (page.Cursor is { } cursor)
        {
            var place = ListCursor.Decode(cursor, conditions.CompanyId, Name);
            conditions
                .And($"({TimeColumn}, {IdColumn}) < (@cursorTime, @cursorId)")
                .Arguments.AddDynamicParams(new { cursorTime = place.UnixMilliseconds, cursorId = place.RowId.ToColumn() });
        }

        // One row more than asked for tells whether there is a next page.
        conditions.Arguments.AddDynamicParams(new
        {
            take = page.PageSize + 1,
            skip = page.Cursor is null ? (page.Page - 1L) * page.PageSize : 0,
        });
        var rows = session.Query(
            $"""
            SELECT {Columns}{(includeRaw ? ", raw_json" : ", NULL AS raw_json")} FROM {Table}
            WHERE {conditions.Sql}
            ORDER BY {TimeColumn} DESC, {IdColumn} DESC
            LIMIT @take OFFSET @skip
            """,
            conditions.Arguments,
            row => (Item: Map(row), Place: new ListCursor(row.Integer(TimeColumn), row.Id(IdColumn))));
        var next = rows.Count > page.PageSize ? rows[page.PageSize - 1].Place.Encode(conditions.CompanyId, Name) : null;
        return new Page<T>([.. rows.Take(page.PageSize).Select(row => row.Item)], total, page.Page, page.PageSize, next);
    }
}
