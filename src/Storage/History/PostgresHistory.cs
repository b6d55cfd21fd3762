using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// Notes what is about to change of a table's stored rows, in the transaction that changes them and after it has locked them. The
/// database compares: of what is stored, nothing travels but ids and workflow states.
/// </summary>
internal sealed class PostgresHistory<TRow>
    where TRow : class, IRecordRow
{
    private readonly IReadOnlyList<Column<RecordWrite<TRow>>> _compared;
    private readonly ChangeSource<TRow> _source;
    private readonly string _replaced;
    private readonly string _revived;

    /// <param name="columns">Of the table.</param>
    /// <param name="source">How its changes are told.</param>
    public PostgresHistory(RecordColumns<TRow> columns, ChangeSource<TRow> source)
    {
        (_compared, _source) = (columns.InHistory, source);
        var names = string.Join(", ", _compared.Select(column => $"CASE WHEN r.{column.Name} IS DISTINCT FROM i.{column.Name} THEN '{column.Name}' END"));
        _replaced = $"""
            SELECT i.jobvite_id, r.deleted_at IS NOT NULL AS was_deleted, {(source.State is { } state ? $"r.{state}" : "NULL")} AS state, concat_ws(' ', {names}) AS fields
            FROM unnest($2, {string.Join(", ", _compared.Select((_, i) => $"${i + 3}"))}) AS i (jobvite_id, {string.Join(", ", _compared.Select(column => column.Name))})
            CROSS JOIN LATERAL (SELECT * FROM {columns.Table} WHERE company_id = $1 AND jobvite_id = i.jobvite_id LIMIT 1) AS r
            """;
        _revived = $"""
            SELECT r.*
            FROM unnest(@ids) AS i (id)
            CROSS JOIN LATERAL (
                SELECT {source.StoredColumns}, deleted_at FROM {columns.Table} WHERE company_id = @companyId AND jobvite_id = i.id LIMIT 1) AS r
            WHERE r.deleted_at IS NOT NULL
            """;
    }

    /// <summary>Rows that get new content.</summary>
    public async Task NoteReplaced(PostgresSession session, string companyId, IReadOnlyList<RecordWrite<TRow>> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using var command = new NpgsqlCommand(_replaced, session.Connection, session.Transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = companyId });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Change.Id)] });
        foreach (var column in _compared)
        {
            command.Parameters.Add(column.ToArray(rows));
        }

        var written = rows.ToDictionary(row => row.Change.Id, StringComparer.Ordinal);
        var reader = await command.ExecuteReaderAsync(session.CancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(session.CancellationToken).ConfigureAwait(false))
        {
            var row = written[reader.GetString(0)];
            session.Changes.Add(companyId, _source.Replaced(row.Change, row.Row, reader.GetBoolean(1), await reader.IsDBNullAsync(2, session.CancellationToken).ConfigureAwait(false) ? null : reader.GetString(2), reader.GetString(3)));
        }
    }

    /// <summary>Rows that lose their deletion mark and keep their content.</summary>
    public async Task NoteRevived(PostgresSession session, string companyId, string[] ids)
    {
        if (ids.Length > 0)
        {
            session.Changes.Add(companyId, await session.Query(_revived, new { companyId, ids }, row => _source.Stored(row, ChangeKind.Restored)).ConfigureAwait(false));
        }
    }
}
