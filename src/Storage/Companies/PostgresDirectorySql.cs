namespace Jobvite.Storage.Postgres;

/// <summary>The directory's statements that look for the last runs.</summary>
internal static class PostgresDirectorySql
{
    private const string Matching = @"(@start::text IS NULL OR d.company_id LIKE @start ESCAPE '\')";

    // One look into an index for each kind of each company: the run that ended last. Nearly always it is the last complete one as well;
    // only where it is not, there is a second look.
    private const string KindsOf = """
        (VALUES (1::smallint, d.sync_jobs), (2::smallint, d.sync_candidates), (3::smallint, d.sync_onboarding)) AS k (kind, enabled)
        LEFT JOIN LATERAL (
            SELECT status, started_at, finished_at, error, complete AND record_limit IS NULL AS is_complete FROM sync_runs
            WHERE company_id = d.company_id AND kind = k.kind AND finished_at IS NOT NULL
            ORDER BY finished_at DESC, run_id DESC
            LIMIT 1) AS ended ON true
        CROSS JOIN LATERAL (
            SELECT CASE WHEN ended.is_complete THEN ended.started_at ELSE (
                SELECT started_at FROM sync_runs
                WHERE company_id = d.company_id AND kind = k.kind AND complete AND record_limit IS NULL
                ORDER BY started_at DESC
                LIMIT 1) END AS complete_since) AS whole
        """;

    private const string Ranked = $"""
        SELECT {StandingMap.Columns},
               CASE WHEN NOT d.connected THEN 0
                    WHEN runs.failed OR dead.company_id IS NOT NULL OR h.status = 4 THEN 4
                    WHEN runs.partial OR h.status = 3 THEN 3
                    WHEN runs.complete_since < @now - make_interval(mins => 2 * d.interval_minutes) THEN 2
                    ELSE 1 END AS health
        FROM company_directory AS d
        CROSS JOIN LATERAL (
            SELECT bool_or(status = 5) AS failed, bool_or(status = 4) AS partial,
                   min(coalesce(complete_since, '-infinity')) AS complete_since, max(finished_at - started_at) AS duration
            FROM {KindsOf}
            WHERE enabled) AS runs
        LEFT JOIN (SELECT DISTINCT company_id FROM webhook_events WHERE status = 5) AS dead ON dead.company_id = d.company_id
        LEFT JOIN company_health AS h ON h.company_id = d.company_id
        WHERE {Matching}
        """;

    private const string KindsOfPage = $"""
        SELECT d.company_id, kind, enabled, status, started_at, finished_at, error, complete_since,
               (SELECT started_at FROM sync_runs WHERE company_id = d.company_id AND kind = k.kind AND status IN (1, 2) AND NOT waits) AS running_since
        FROM company_directory AS d CROSS JOIN LATERAL {KindsOf}
        WHERE d.company_id = ANY (@ids)
        """;

    private const string BacklogsOfPage = """
        SELECT d.company_id, count(*) FILTER (WHERE status <> 5) AS pending, min(received_at) FILTER (WHERE status <> 5) AS oldest,
               count(*) FILTER (WHERE status = 5) AS dead
        FROM unnest(@ids) AS d (company_id)
        CROSS JOIN LATERAL (
            SELECT status, received_at FROM webhook_events WHERE company_id = d.company_id AND next_attempt_at IS NOT NULL
            UNION ALL
            SELECT status, received_at FROM webhook_events WHERE company_id = d.company_id AND status = 5) AS event
        GROUP BY d.company_id
        """;

    public static readonly DirectorySql Statements = new(Matching, Ranked, KindsOfPage, BacklogsOfPage);
}
