namespace Jobvite.Storage.Sqlite;

/// <summary>
/// How a batch finds its rows and removes them. The comparisons of the age alone bound the walk through the index; the one that follows
/// leaves out rows of the mark's own moment.
/// </summary>
internal static class SqliteTrimStatements
{
    // Spared: what ended last, and what SqliteRunStore's LastComplete would find. A later full run stands in for either kind of complete
    // run, a later incremental one only for an incremental one. And a run whose seen ids a withheld deletion needs.
    private const string EndedRuns = """
        SELECT r.rowid AS row, r.run_id AS id, r.finished_at AS at,
               EXISTS (
                   SELECT 1 FROM sync_runs AS later
                   WHERE later.company_id = r.company_id AND later.kind = r.kind AND later.finished_at IS NOT NULL
                     AND (later.finished_at, later.run_id) > (r.finished_at, r.run_id))
               AND (NOT r.complete OR r.record_limit IS NOT NULL OR EXISTS (
                   SELECT 1 FROM sync_runs AS later
                   WHERE later.company_id = r.company_id AND later.kind = r.kind AND later.complete AND later.record_limit IS NULL
                     AND later.started_at > r.started_at AND (r.mode <> 2 OR later.mode = 2)))
               AND NOT EXISTS (SELECT 1 FROM sync_pages AS p WHERE p.company_id = r.company_id AND p.run_id = r.run_id) AS needless
        FROM sync_runs AS r
        WHERE r.finished_at IS NOT NULL AND r.finished_at >= @at AND r.finished_at < @before AND (r.finished_at > @at OR r.run_id > @id)
        ORDER BY r.finished_at, r.run_id
        LIMIT @limit
        """;

    // Readers begin behind the highest position that is gone, so they never find a gap.
    private const string TellRemoved = """
        UPDATE change_feeds AS f SET removed_to = max(f.removed_to, g.position)
        FROM (
            SELECT company_id, max(position) AS position FROM record_changes
            WHERE rowid IN (SELECT value FROM json_each(@rows)) AND position IS NOT NULL
            GROUP BY company_id) AS g
        WHERE f.company_id = g.company_id
        """;

    // The beginning of each company's chain goes, and the chain notes where it begins now. Of a group's other columns SQLite takes the row with the maximum.
    private const string TellRemovedAudit = """
        UPDATE audit_chains AS c SET removed_to = g.position, removed_hash = g.hash
        FROM (
            SELECT company_id, max(position) AS position, hash FROM audit_log
            WHERE rowid IN (SELECT value FROM json_each(@rows)) AND position IS NOT NULL
            GROUP BY company_id) AS g
        WHERE c.company_id = g.company_id AND c.removed_to < g.position
        """;

    public const string RemoveIdleBudgets =
        "DELETE FROM request_budgets WHERE budget_key IN (SELECT budget_key FROM request_budgets WHERE saved_at < @before ORDER BY saved_at LIMIT @limit)";

    /// <returns>How the rows are found, what comes before they are removed if anything does, and how they are removed.</returns>
    public static (string Find, string? Before, string Remove) Of(History history) => history switch
    {
        History.SettledEvents => (Oldest("webhook_events", "id", "coalesce(processed_at, received_at)", "status IN (3, 6)"), null, Remove("webhook_events")),
        History.DeadEvents => (Oldest("webhook_events", "id", "received_at", "status = 5"), null, Remove("webhook_events")),
        History.EndedRuns => (EndedRuns, null, Remove("sync_runs")),
        History.AuditEntries => (Oldest("audit_log", "id", "at"), TellRemovedAudit, Remove("audit_log")),
        History.CandidateChanges => (Oldest("record_changes", "id", "seen_at"), TellRemoved, Remove("record_changes")),
        History.Deliveries => (Oldest("webhook_deliveries", "change_id", "settled_at"), null, Remove("webhook_deliveries")),
        History.DeliveryAttempts => (Oldest("webhook_attempts", "id", "at"), null, Remove("webhook_attempts")),
        History.DeliverySpans => (Oldest("webhook_spans", "id", "ended_at"), null, Remove("webhook_spans")),
        _ => throw new ArgumentOutOfRangeException(nameof(history), history, "Unknown history."),
    };

    private static string Oldest(string table, string id, string at, string? which = null) => $"""
        SELECT rowid AS row, {id} AS id, {at} AS at, 1 AS needless
        FROM {table}
        WHERE {at} >= @at AND {at} < @before AND ({at} > @at OR {id} > @id){(which is null ? "" : $" AND {which}")}
        ORDER BY {at}, {id}
        LIMIT @limit
        """;

    private static string Remove(string table) => $"DELETE FROM {table} WHERE rowid IN (SELECT value FROM json_each(@rows))";
}
