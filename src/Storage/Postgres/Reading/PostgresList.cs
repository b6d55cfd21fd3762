using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Reads one page of a list, by number or by cursor.</summary>
/// <param name="Name">Part of its cursors.</param>
/// <param name="Table">Constant.</param>
/// <param name="Columns">Constant; <c>raw_json</c> is added on request.</param>
/// <param name="TimeColumn">Constant: the list runs from its newest value down.</param>
/// <param name="IdColumn">Constant: decides between rows of the same time.</param>
/// <param name="Map">Makes an item of a row.</param>
internal sealed record PostgresList<T>(ListName Name, string Table, string Columns, string TimeColumn, string IdColumn, Func<DbDataReader, T> Map)
{
    public async Task<Page<T>> Read(PostgresSession session, ListConditions conditions, PageRequest page, bool includeRaw = false)
    {
        var total = await session.Scalar<long>($"SELECT count(*) FROM {Table} WHERE {conditions.Sql}", conditions.Arguments).ConfigureAwait(false);
        if (page.Cursor is { } cursor)
        {
            From(conditions, "<", ListCursor.Decode(cursor, conditions.CompanyId, Name));
        }
        else if (page.Page > 1)
        {
            // To skip rows by OFFSET is to read them; where the page begins is found in the index alone.
            conditions.Arguments.Add("skip", (page.Page - 1L) * page.PageSize);
            var start = await session.Query(
                $"SELECT {TimeColumn}, {IdColumn} FROM {Table} WHERE {conditions.Sql} ORDER BY {TimeColumn} DESC, {IdColumn} DESC LIMIT 1 OFFSET @skip",
                conditions.Arguments,
                Place).ConfigureAwait(false);
            if (start.Count == 0)
            {
                return new Page<T>([], total, page.Page, page.PageSize, NextCursor: null);
            }

            From(conditions, "<=", start[0]);
        }

        // One row more than asked for tells whether there is a next page.
        conditions.Arguments.Add("take", page.PageSize + 1);
        var rows = await session.Query(
            $"""
            SELECT {Columns}{(includeRaw ? ", raw_json" : ", NULL AS raw_json")} FROM {Table}
            WHERE {conditions.Sql}
            ORDER BY {TimeColumn} DESC, {IdColumn} DESC
            LIMIT @take
            """,
            conditions.Arguments,
            row => (Item: Map(row), Place: Place(row))).ConfigureAwait(false);
        var next = rows.Count > page.PageSize ? rows[page.PageSize - 1].Place.Encode(conditions.CompanyId, Name) : null;
        return new Page<T>([.. rows.Take(page.PageSize).Select(row => row.Item)], total, page.Page, page.PageSize, next);
    }

    private ListCursor Place(DbDataReader row) => new(row.Time(TimeColumn).ToUnixTimeMilliseconds(), row.Id(IdColumn));

    private void From(ListConditions conditions, string comparison, ListCursor place) => conditions
        .And($"({TimeColumn}, {IdColumn}) {comparison} (@placeTime, @placeId)")
        .Arguments.AddDynamicParams(new { placeTime = DateTimeOffset.FromUnixTimeMilliseconds(place.UnixMilliseconds), placeId = place.RowId });
}
