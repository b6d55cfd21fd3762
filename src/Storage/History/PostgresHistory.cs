using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// Notes what is about to change of a table's stored rows, in the transaction that changes them and after it has locked them. The
/// database compares: the stored values never travel.
/// </summary>
internal sealed class PostgresHistory<TRow>
    where TRow : class, IRecordRow
{
    private const string Insert = "INSERT INTO record_changes (company_id, candidate_id, application_id, seen_at, what, from_state, to_state, fields)";

    private readonly IReadOnlyList<Column<RecordWrite<TRow>>> _compared;
    private readonly string _replaced;
    private readonly string _revived;

    /// <param name="columns">Of the table.</param>
    /// <param name="ofApplications">The rows are applications; otherwise persons.</param>
    public PostgresHistory(RecordColumns<TRow> columns, bool ofApplications)
    {
        _compared = columns.InHistory;
        var (candidate, application) = ofApplications ? ("r.candidate_id", "r.jobvite_id") : ("r.jobvite_id", "NULL");
        var names = string.Join(", ", _compared.Select(column => $"CASE WHEN r.{column.Name} IS DISTINCT FROM i.{column.Name} THEN '{column.Name}' END"));
        _replaced = $"""
            {Insert}
            SELECT $1, {(ofApplications ? "i.candidate_id" : candidate)}, {application}, $2, CASE WHEN r.deleted_at IS NULL THEN 1 ELSE 3 END,
                   {(ofApplications ? "r.workflow_state, i.workflow_state" : "NULL, NULL")}, concat_ws(' ', {names})
            FROM unnest($3, {string.Join(", ", _compared.Select((_, i) => $"${i + 4}"))}) AS i (jobvite_id, {string.Join(", ", _compared.Select(column => column.Name))})
            CROSS JOIN LATERAL (SELECT * FROM {columns.Table} WHERE company_id = $1 AND jobvite_id = i.jobvite_id LIMIT 1) AS r
            """;
        _revived = $"""
            {Insert}
            SELECT @companyId, {candidate}, {application}, @now, 3, {(ofApplications ? "r.workflow_state, r.workflow_state" : "NULL, NULL")}, ''
            FROM unnest(@ids) AS i (jobvite_id)
            CROSS JOIN LATERAL (SELECT * FROM {columns.Table} WHERE company_id = @companyId AND jobvite_id = i.jobvite_id LIMIT 1) AS r
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
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = session.Now });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Change.Id)] });
        foreach (var column in _compared)
        {
            command.Parameters.Add(column.ToArray(rows));
        }

        await command.ExecuteNonQueryAsync(session.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Rows that lose their deletion mark and keep their content.</summary>
    public async Task NoteRevived(PostgresSession session, string companyId, string[] ids)
    {
        if (ids.Length > 0)
        {
            await session.Execute(_revived, new { companyId, ids, now = session.Now }).ConfigureAwait(false);
        }
    }
}
