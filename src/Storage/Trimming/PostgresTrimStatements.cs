namespace Jobvite.Storage.Postgres;

/// <summary>
/// One statement a batch: choose the oldest through the index that is made for it (<c>0005_trimming.sql</c>), lock them, remove them, and say how
/// far it came. Rows that others hold are passed over, so a batch never waits; one that was replayed a moment ago is looked at again under
/// its lock and spared. They are removed by their place, which cannot change while they are locked: given their keys, the planner
/// would read all of a table that it takes for small.
/// </summary>
internal static class PostgresTrimStatements
{
    private static readonly string SettledEvents = Remove("webhook_events", "id", "coalesce(processed_at, received_at)", "status IN (3, 6)");
    private static readonly string DeadEvents = Remove("webhook_events", "id", "received_at", "status = 5");
    private static readonly string Deliveries = Remove("webhook_deliveries", "change_id", "settled_at");
    private static readonly string DeliveryAttempts = Remove("webhook_attempts", "id", "at");
    private static readonly string DeliverySpans = Remove("webhook_spans", "id", "ended_at");

    // Spared: what ended last, and what PostgresRunStore's LastComplete would find. A later full run stands in for either kind of complete
    // run, a later incremental one only for an incremental one. And a run whose seen ids a withheld deletion needs,
    // which LIMIT lets nobody look for in the whole table at once.
    private const string EndedRuns = $"""
        WITH old AS MATERIALIZED (
            SELECT r.ctid AS place, r.run_id AS id, r.finished_at AS at,
                   EXISTS (
                       SELECT FROM sync_runs AS later
                       WHERE later.company_id = r.company_id AND later.kind = r.kind AND later.finished_at IS NOT NULL
                         AND (later.finished_at, later.run_id) > (r.finished_at, r.run_id))
                   AND (NOT r.complete OR r.record_limit IS NOT NULL OR EXISTS (
                       SELECT FROM sync_runs AS later
                       WHERE later.company_id = r.company_id AND later.kind = r.kind AND later.complete AND later.record_limit IS NULL
                         AND later.started_at > r.started_at AND (r.mode <> 2 OR later.mode = 2)))
                   AND (SELECT 1 FROM sync_pages AS p WHERE p.company_id = r.company_id AND p.run_id = r.run_id LIMIT 1) IS NULL AS needless
            FROM sync_runs AS r
            WHERE r.finished_at >= @at AND r.finished_at < @before AND (r.finished_at, r.run_id) > (@at, @id)
            ORDER BY r.finished_at, r.run_id
            LIMIT @limit
            FOR UPDATE OF r SKIP LOCKED),
        gone AS (DELETE FROM sync_runs WHERE ctid = ANY (ARRAY(SELECT place FROM old WHERE needless)) RETURNING 1)
        {Sum}
        """;

    // Nobody else changes these rows, so none is passed over: what goes is the beginning of each company's chain, and the chain notes where it begins now.
    private const string AuditEntries = $"""
        WITH old AS MATERIALIZED (
            SELECT ctid AS place, id, at
            FROM audit_log
            WHERE at >= @at AND at < @before AND (at, id) > (@at, @id)
            ORDER BY at, id
            LIMIT @limit),
        gone AS (DELETE FROM audit_log WHERE ctid = ANY (ARRAY(SELECT place FROM old)) RETURNING company_id, position, hash),
        told AS (
            UPDATE audit_chains AS c SET removed_to = g.position, removed_hash = g.hash
            FROM (SELECT DISTINCT ON (company_id) company_id, position, hash FROM gone WHERE position IS NOT NULL ORDER BY company_id, position DESC) AS g
            WHERE c.company_id = g.company_id AND c.removed_to < g.position)
        {Sum}
        """;

    // The time of an item is when its transaction began, and its position when that ended: of two that overlapped, the one that goes first may
    // have the higher position. Readers begin behind the highest that is gone, so they never find a gap.
    private static readonly string CandidateChanges = $"""
        WITH old AS MATERIALIZED ({Oldest("record_changes", "id", "seen_at")}),
        gone AS (DELETE FROM record_changes WHERE ctid = ANY (ARRAY(SELECT place FROM old)) RETURNING company_id, position),
        told AS (
            UPDATE change_feeds AS f SET removed_to = greatest(f.removed_to, g.position)
            FROM (SELECT company_id, max(position) AS position FROM gone WHERE position IS NOT NULL GROUP BY company_id) AS g
            WHERE f.company_id = g.company_id)
        {Sum}
        """;

    // All of them go, so there is nothing to pass over.
    private const string IdleBudgets = """
        WITH gone AS (
            DELETE FROM request_budgets
            WHERE budget_key IN (SELECT budget_key FROM request_budgets WHERE saved_at < @before ORDER BY saved_at LIMIT @limit FOR UPDATE SKIP LOCKED)
            RETURNING 1)
        SELECT count(*)::int AS looked, count(*)::int AS removed, NULL::timestamptz AS at, NULL::uuid AS id FROM gone
        """;

    private const string Sum = """
        SELECT (SELECT count(*)::int FROM old) AS looked, (SELECT count(*)::int FROM gone) AS removed, last.at, last.id
        FROM (VALUES (1)) AS always (one) LEFT JOIN (SELECT at, id FROM old ORDER BY at DESC, id DESC LIMIT 1) AS last ON true
        """;

    public static string Of(History history) => history switch
    {
        History.SettledEvents => SettledEvents,
        History.DeadEvents => DeadEvents,
        History.EndedRuns => EndedRuns,
        History.AuditEntries => AuditEntries,
        History.CandidateChanges => CandidateChanges,
        History.IdleBudgets => IdleBudgets,
        History.Deliveries => Deliveries,
        History.DeliveryAttempts => DeliveryAttempts,
        History.DeliverySpans => DeliverySpans,
        _ => throw new ArgumentOutOfRangeException(nameof(history), history, "Unknown history."),
    };

    private static string Remove(string table, string id, string at, string? which = null) => $"""
        WITH old AS MATERIALIZED ({Oldest(table, id, at, which)}),
        gone AS (DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT place FROM old)) RETURNING 1)
        {Sum}
        """;

    // Both comparisons: the first two bound the walk through the index, the third leaves out rows of the mark's own moment.
    private static string Oldest(string table, string id, string at, string? which = null) => $"""
        SELECT ctid AS place, {id} AS id, {at} AS at
        FROM {table}
        WHERE {at} >= @at AND {at} < @before AND ({at}, {id}) > (@at, @id){(which is null ? "" : $" AND {which}")}
        ORDER BY {at}, {id}
        LIMIT @limit
        FOR UPDATE SKIP LOCKED
        """;
}
