using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="ICompanyDirectory"/>
internal sealed class SqliteDirectory(SqliteDatabase database) : ICompanyDirectory
{
    private const string Upsert = """
        INSERT INTO company_directory (company_id, environment, connected, interval_minutes, sync_jobs, sync_candidates, sync_onboarding, budget_key, saved_at)
        VALUES (@CompanyId, @environment, @Connected, @IntervalMinutes, @SyncJobs, @SyncCandidates, @SyncOnboarding, @BudgetKey, @now)
        ON CONFLICT (company_id) DO UPDATE SET
            environment = excluded.environment, connected = excluded.connected, interval_minutes = excluded.interval_minutes,
            sync_jobs = excluded.sync_jobs, sync_candidates = excluded.sync_candidates, sync_onboarding = excluded.sync_onboarding,
            budget_key = excluded.budget_key, saved_at = excluded.saved_at
        """;

    private const string Delete = "DELETE FROM company_directory WHERE company_id = @companyId";

    private const string FindConnected = "SELECT count(*) FROM company_directory WHERE company_id = @companyId AND connected";

    private const string AllConnected = "SELECT company_id FROM company_directory WHERE connected AND company_id > @after ORDER BY company_id LIMIT @limit";

    private const string Changed = "SELECT company_id, connected, saved_at FROM company_directory WHERE saved_at >= @since ORDER BY saved_at, company_id LIMIT @limit";

    private const string Matching = "(@search IS NULL OR substr(d.company_id, 1, length(@search)) = @search)";

    private const string CountMatching = $"SELECT count(*) FROM company_directory AS d WHERE {Matching}";

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
                    WHEN runs.failed OR h.status = 4 THEN 4
                    WHEN runs.partial OR EXISTS (SELECT 1 FROM webhook_events AS e WHERE e.company_id = d.company_id AND e.status = 5) OR h.status = 3 THEN 3
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

    private const string CountAll = """
        SELECT (SELECT count(*) FROM company_directory) AS companies,
               (SELECT count(*) FROM company_directory WHERE connected) AS connected,
               (SELECT count(*) FROM sync_runs WHERE status IN (1, 2) AND NOT waits) AS runs,
               (SELECT count(*) FROM webhook_events WHERE next_attempt_at IS NOT NULL) AS pending,
               (SELECT min(received_at) FROM webhook_events WHERE next_attempt_at IS NOT NULL) AS oldest,
               (SELECT count(*) FROM webhook_events WHERE status = 5) AS dead
        """;

    public Task Save(DirectoryEntry entry, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            session.Execute(Upsert, new
            {
                entry.CompanyId,
                environment = StandingMap.EnvironmentWord(entry.Environment),
                entry.Connected,
                entry.IntervalMinutes,
                entry.SyncJobs,
                entry.SyncCandidates,
                entry.SyncOnboarding,
                entry.BudgetKey,
                now = session.Now.ToColumn(),
            });
        },
        cancellationToken);

    public Task Remove(string companyId, CancellationToken cancellationToken) =>
        database.Write(session => { session.Execute(Delete, new { companyId }); }, cancellationToken);

    public Task<Page<CompanyStanding>> List(CompanyOrder order, string? search, PageRequest page, CancellationToken cancellationToken) => database.Read(
        session =>
        {
            var arguments = new { search, now = session.Now.ToColumn(), take = page.PageSize, skip = (page.Page - 1L) * page.PageSize };
            var total = session.Scalar<long>(CountMatching, arguments);
            var companies = session.Query($"{Ranked} ORDER BY {Sorted(order)} LIMIT @take OFFSET @skip", arguments, StandingMap.Standing);
            var ids = companies.Select(company => company.Entry.CompanyId).ToColumn();
            return StandingMap.Join(
                companies,
                session.Query(KindsOfPage, new { ids }, StandingMap.Kind),
                session.Query(BacklogsOfPage, new { ids }, StandingMap.Backlog),
                total,
                page);
        },
        cancellationToken);

    public Task<bool> IsConnected(string companyId, CancellationToken cancellationToken) =>
        database.Read(session => session.Scalar<long>(FindConnected, new { companyId }) > 0, cancellationToken);

    public Task<IReadOnlyList<string>> ListConnected(string? after, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<string>>(
        session => session.Query(AllConnected, new { after = after ?? "", limit }, row => row.RequiredText("company_id")), cancellationToken);

    public Task<IReadOnlyList<DirectoryChange>> ListChanged(DateTimeOffset since, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<DirectoryChange>>(
        session => session.Query(Changed, new { since = since.ToColumn(), limit }, StandingMap.Change), cancellationToken);

    public Task<ClusterTotals> GetTotals(CancellationToken cancellationToken) =>
        database.Read(session => session.Query(CountAll, null, StandingMap.Totals)[0], cancellationToken);

    private static string Sorted(CompanyOrder order) => order switch
    {
        CompanyOrder.Worst => "health DESC, runs.complete_since, d.company_id",
        CompanyOrder.Slowest => "runs.duration DESC NULLS LAST, d.company_id",
        _ => "d.company_id",
    };
}
