namespace Jobvite.Storage.Sqlite;

/// <summary>The statements that note what is about to change of a table's stored row, in the transaction that changes it.</summary>
/// <param name="NoteReplaced">For a row that gets new content; takes the arguments of the table's upsert.</param>
/// <param name="NoteRevived">For a row that loses its deletion mark and keeps its content; takes whose it is, its id, an id for the note, and the time.</param>
internal sealed record SqliteHistory(string NoteReplaced, string NoteRevived)
{
    private const string Insert = "INSERT INTO record_changes (company_id, candidate_id, application_id, seen_at, id, what, from_state, to_state, fields)";

    /// <param name="columns">Of the table.</param>
    /// <param name="ofApplications">The rows are applications; otherwise persons.</param>
    public static SqliteHistory Of<TRow>(RecordColumns<TRow> columns, bool ofApplications)
        where TRow : class, IRecordRow => new(
        $"""
        {Insert}
        SELECT company_id, {(ofApplications ? "@candidate_id, jobvite_id" : "jobvite_id, NULL")}, @updated_at, @id, CASE WHEN deleted_at IS NULL THEN 1 ELSE 3 END,
               {(ofApplications ? "workflow_state, @workflow_state" : "NULL, NULL")}, trim({string.Join(" || ", columns.InHistory.Select(column => Named(column.Name)))})
        FROM {columns.Table} WHERE company_id = @company_id AND jobvite_id = @jobvite_id
        """,
        $"""
        {Insert}
        SELECT company_id, {(ofApplications ? "candidate_id, jobvite_id" : "jobvite_id, NULL")}, @now, @id, 3,
               {(ofApplications ? "workflow_state, workflow_state" : "NULL, NULL")}, ''
        FROM {columns.Table} WHERE company_id = @companyId AND jobvite_id = @jobviteId AND deleted_at IS NOT NULL
        """);

    private static string Named(string column) => $"CASE WHEN {column} IS NOT @{column} THEN ' {column}' ELSE '' END";
}
