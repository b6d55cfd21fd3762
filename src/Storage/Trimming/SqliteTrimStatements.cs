namespace Jobvite.Storage.Sqlite;

/// <summary>
/// How a batch finds its rows and removes them. The comparisons of the age alone bound the walk through the index; the one that follows
/// leaves out rows of the mark's own moment.
/// </summary>
internal static class SqliteTrimStatements
{
    private const string SettledEvents = """
        SELECT rowid AS row, id, coalesce(processed_at, received_at) AS at, 1 AS needless
        FROM webhook_events
        WHERE status IN (3, 6) AND coalesce(processed_at, received_at) >= @at AND coalesce(processed_at, received_at) < @before
          AND (coalesce(processed_at, received_at) > @at OR id > @id)
        ORDER BY coalesce(processed_at, received_at), id
        LIMIT @limit
        """;

    private const string DeadEvents = """
        SELECT rowid AS row, id, received_at AS at, 1 AS needless
        FROM webhook_events
        WHERE status = 5 AND received_at >= @at AND received_at < @before AND (received_at > @at OR id > @id)
        ORDER BY received_at, id
        LIMIT @limit
        """;

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

    private const string AuditEntries = """
        SELECT rowid AS row, id, at, 1 AS needless
        FROM audit_log
        WHERE at >= @at AND at < @before AND (at > @at OR id > @id)
        ORDER BY at, id
        LIMIT @limit
        """;

    private const string CandidateChanges = """
        SELECT rowid AS row, id, seen_at AS at, 1 AS needless
        FROM record_changes
        WHERE seen_at >= @at AND seen_at < @before AND (seen_at > @at OR id > @id)
        ORDER BY seen_at, id
        LIMIT @limit
        """;

    private const string Deliveries = """
        SELECT rowid AS row, change_id AS id, settled_at AS at, 1 AS needless
        FROM webhook_deliveries
        WHERE settled_at >= @at AND settled_at < @before AND (settled_at > @at OR change_id > @id)
        ORDER BY settled_at, change_id
        LIMIT @limit
        """;

    private const string DeliveryAttempts = """
        SELECT rowid AS row, id, at, 1 AS needless
        FROM webhook_attempts
        WHERE at >= @at AND at < @before AND (at > @at OR id > @id)
        ORDER BY at, id
        LIMIT @limit
        """;

    private const string DeliverySpans = """
        SELECT rowid AS row, id, ended_at AS at, 1 AS needless
        FROM webhook_spans
        WHERE ended_at >= @at AND ended_at < @before AND (ended_at > @at OR id > @id)
        ORDER BY ended_at, id
        LIMIT @limit
        """;

    private const string RemoveEvents = "DELETE FROM webhook_events WHERE rowid IN (SELECT value FROM json_each(@rows))";
    private const string RemoveRuns = "DELETE FROM sync_runs WHERE rowid IN (SELECT value FROM json_each(@rows))";
    private const string RemoveAudit = "DELETE FROM audit_log WHERE rowid IN (SELECT value FROM json_each(@rows))";

    private const string RemoveDeliveries = "DELETE FROM webhook_deliveries WHERE rowid IN (SELECT value FROM json_each(@rows))";
    private const string RemoveDeliveryAttempts = "DELETE FROM webhook_attempts WHERE rowid IN (SELECT value FROM json_each(@rows))";
    private const string RemoveDeliverySpans = "DELETE FROM webhook_spans WHERE rowid IN (SELECT value FROM json_each(@rows))";

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

    private const string RemoveChanges = "DELETE FROM record_changes WHERE rowid IN (SELECT value FROM json_each(@rows))";

    public const string RemoveIdleBudgets =
        "DELETE FROM request_budgets WHERE budget_key IN (SELECT budget_key FROM request_budgets WHERE saved_at < @before ORDER BY saved_at LIMIT @limit)";

    /// <returns>How the rows are found, what comes before they are removed if anything does, and how they are removed.</returns>
    public static (string Find, string? Before, string Remove) Of(History history) => history switch
    {
        History.SettledEvents => (SettledEvents, null, RemoveEvents),
        History.DeadEvents => (DeadEvents, null, RemoveEvents),
        History.EndedRuns => (EndedRuns, null, RemoveRuns),
        History.AuditEntries => (AuditEntries, TellRemovedAudit, RemoveAudit),
        History.CandidateChanges => (CandidateChanges, TellRemoved, RemoveChanges),
        History.Deliveries => (Deliveries, null, RemoveDeliveries),
        History.DeliveryAttempts => (DeliveryAttempts, null, RemoveDeliveryAttempts),
        History.DeliverySpans => (DeliverySpans, null, RemoveDeliverySpans),
        _ => throw new ArgumentOutOfRangeException(nameof(history), history, "Unknown history."),
    };
}
