namespace Jobvite.Storage.Sqlite;

/// <summary>
/// The statements that note what is about to change of a table's stored row, in the transaction that changes it. The first takes the
/// arguments of the table's upsert, the second a <see cref="SqliteRecordKey"/>.
/// </summary>
/// <param name="table">The table's name, a constant.</param>
/// <param name="fields">Names of the columns to be compared; the upsert's parameters are called the same, in Pascal case.</param>
/// <param name="ofApplications">The rows are applications; otherwise persons.</param>
internal sealed class SqliteHistory(string table, IReadOnlyList<string> fields, bool ofApplications)
{
    private const string Insert = "INSERT INTO record_changes (company_id, candidate_id, application_id, seen_at, id, what, from_state, to_state, fields)";

    private const string Row = "company_id = @CompanyId AND jobvite_id = @JobviteId";

    public string NoteReplaced { get; } = $"""
        {Insert}
        SELECT company_id, {(ofApplications ? "@Owner, jobvite_id" : "jobvite_id, NULL")}, @Now, @Id, CASE WHEN deleted_at IS NULL THEN 1 ELSE 3 END,
               {(ofApplications ? "workflow_state, @WorkflowState" : "NULL, NULL")}, trim({string.Join(" || ", fields.Select(Named))})
        FROM {table} WHERE {Row}
        """;

    public string NoteRevived { get; } = $"""
        {Insert}
        SELECT company_id, {(ofApplications ? "candidate_id, jobvite_id" : "jobvite_id, NULL")}, @Now, @Id, 3,
               {(ofApplications ? "workflow_state, workflow_state" : "NULL, NULL")}, ''
        FROM {table} WHERE {Row} AND deleted_at IS NOT NULL
        """;

    private static string Named(string column) => $"CASE WHEN {column} IS NOT @{Parameter(column)} THEN ' {column}' ELSE '' END";

    private static string Parameter(string column) => column is "candidate_id"
        ? "Owner"
        : string.Concat(column.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
