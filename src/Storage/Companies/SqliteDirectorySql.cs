namespace Jobvite.Storage.Sqlite;

/// <summary>The directory's statements that look for the last runs.</summary>
internal static class SqliteDirectorySql
{
    private const string Matching = "(@search IS NULL OR substr(d.company_id, 1, length(@search)) = @search)";

    private const string Kinds = """
        kinds AS (
            SELECT d.company_id, k.kind,
                   CASE k.kind WHEN 1 THEN d.sync_jobs WHEN 2 THEN d.sync_candidates ELSE d.sync_onboarding END AS enabled,
                   (SELECT run_id FROM sync_runs AS r
                    WHERE r.company_id = d.company_id AND r.kind = k.kind AND r.finished_at IS NOT NULL
                    ORDER BY finished_at DESC, run_id DESC LIMIT 1) AS ended_run,
                   (SELECT max(started_at) FROM sync_runs AS r
                    WHERE r.company_id = d.company_id AND r.kind = k.kind AND r.complete AND r.record_limit IS NULL) AS complete_since
            FROM company_directory AS d CROSS JOIN (SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT 3) AS k),
        standing AS (
            SELECT kinds.*, ended.status, ended.started_at, ended.finished_at, ended.error
            FROM kinds LEFT JOIN sync_runs AS ended ON ended.company_id = kinds.company_id AND ended.run_id = kinds.ended_run)
        """;

    private const string Ranked = $"""
        WITH {Kinds},
        runs AS (
            SELECT company_id, max(status = 5) AS failed, max(status = 4) AS partial,
                   min(coalesce(complete_since, 0)) AS complete_since, max(finished_at - started_at) AS duration
            FROM standing WHERE enabled GROUP BY company_id)
        SELECT {StandingMap.Columns},
               CASE WHEN NOT d.connected THEN 0
                    WHEN runs.failed OR EXISTS (SELECT 1 FROM webhook_events AS e WHERE e.company_id = d.company_id AND e.status = 5) OR h.status = 4 THEN 4
                    WHEN runs.partial OR h.status = 3 THEN 3
                    WHEN runs.complete_since < @now - 120000 * d.interval_minutes THEN 2
                    ELSE 1 END AS health
        FROM company_directory AS d LEFT JOIN runs ON runs.company_id = d.company_id LEFT JOIN company_health AS h ON h.company_id = d.company_id
        WHERE {Matching}
        """;

    private const string KindsOfPage = $"""
        WITH {Kinds}
        SELECT standing.*,
               (SELECT started_at FROM sync_runs AS r
                WHERE r.company_id = standing.company_id AND r.kind = standing.kind AND r.status IN (1, 2) AND NOT r.waits) AS running_since
        FROM standing
        WHERE company_id IN (SELECT value FROM json_each(@ids))
        """;

    private const string BacklogsOfPage = """
        SELECT company_id, sum(status <> 5) AS pending, min(CASE WHEN status <> 5 THEN received_at END) AS oldest, sum(status = 5) AS dead
        FROM webhook_events
        WHERE company_id IN (SELECT value FROM json_each(@ids)) AND status IN (1, 2, 4, 5)
        GROUP BY company_id
        """;

    public static readonly DirectorySql Statements = new(Matching, Ranked, KindsOfPage, BacklogsOfPage);
}
