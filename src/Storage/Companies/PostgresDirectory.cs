using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="ICompanyDirectory"/>
internal sealed class PostgresDirectory(PostgresDatabase database) : ICompanyDirectory
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

    private const string FindConnected = "SELECT EXISTS (SELECT 1 FROM company_directory WHERE company_id = @companyId AND connected)";

    private const string AllConnected = "SELECT company_id FROM company_directory WHERE connected AND company_id > @after ORDER BY company_id LIMIT @limit";

    private const string Changed = "SELECT company_id, connected, saved_at FROM company_directory WHERE saved_at >= @since ORDER BY saved_at, company_id LIMIT @limit";

    private const string Matching = @"(@search::text IS NULL OR d.company_id LIKE @search ESCAPE '\')";

    private const string CountMatching = $"SELECT count(*) FROM company_directory AS d WHERE {Matching}";

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
                    WHEN runs.failed OR h.status = 4 THEN 4
                    WHEN runs.partial OR dead.company_id IS NOT NULL OR h.status = 3 THEN 3
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

    private const string CountAll = """
        SELECT (SELECT count(*) FROM company_directory) AS companies,
               (SELECT count(*) FROM company_directory WHERE connected) AS connected,
               (SELECT count(*) FROM sync_runs WHERE status IN (1, 2) AND NOT waits) AS runs,
               (SELECT count(*) FROM webhook_events WHERE next_attempt_at IS NOT NULL) AS pending,
               (SELECT min(received_at) FROM webhook_events WHERE next_attempt_at IS NOT NULL) AS oldest,
               (SELECT count(*) FROM webhook_events WHERE status = 5) AS dead
        """;

    public Task Save(DirectoryEntry entry, CancellationToken cancellationToken) => database.Write(
        session => session.Execute(Upsert, new
        {
            entry.CompanyId,
            environment = StandingMap.EnvironmentWord(entry.Environment),
            entry.Connected,
            entry.IntervalMinutes,
            entry.SyncJobs,
            entry.SyncCandidates,
            entry.SyncOnboarding,
            entry.BudgetKey,
            now = session.Now,
        }),
        cancellationToken);

    public Task Remove(string companyId, CancellationToken cancellationToken) =>
        database.Write(session => session.Execute(Delete, new { companyId }), cancellationToken);

    public Task<Page<CompanyStanding>> List(CompanyOrder order, string? search, PageRequest page, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var arguments = new
            {
                search = search.ToColumn() is { } start ? LikePattern.StartsWith(start) : null,
                now = session.Now,
                take = page.PageSize,
                skip = (page.Page - 1L) * page.PageSize,
            };
            var total = await session.Scalar<long>(CountMatching, arguments).ConfigureAwait(false);
            var companies = await session.Query($"{Ranked} ORDER BY {Sorted(order)} LIMIT @take OFFSET @skip", arguments, StandingMap.Standing).ConfigureAwait(false);
            var ids = companies.Select(company => company.Entry.CompanyId).ToArray();
            var kinds = await session.Query(KindsOfPage, new { ids }, StandingMap.Kind).ConfigureAwait(false);
            var backlogs = await session.Query(BacklogsOfPage, new { ids }, StandingMap.Backlog).ConfigureAwait(false);
            return StandingMap.Join(companies, kinds, backlogs, total, page);
        },
        cancellationToken);

    public Task<bool> IsConnected(string companyId, CancellationToken cancellationToken) =>
        database.Read(session => session.Scalar<bool>(FindConnected, new { companyId }), cancellationToken);

    public Task<IReadOnlyList<string>> ListConnected(string? after, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<string>>(
        async session => await session.Query(AllConnected, new { after = after ?? "", limit }, row => row.RequiredText("company_id")).ConfigureAwait(false),
        cancellationToken);

    public Task<IReadOnlyList<DirectoryChange>> ListChanged(DateTimeOffset since, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<DirectoryChange>>(
        async session => await session.Query(Changed, new { since = since.ToColumn(), limit }, StandingMap.Change).ConfigureAwait(false),
        cancellationToken);

    public Task<ClusterTotals> GetTotals(CancellationToken cancellationToken) => database.Read(
        async session => (await session.QueryFirst(CountAll, null, StandingMap.Totals).ConfigureAwait(false))!,
        cancellationToken);

    private static string Sorted(CompanyOrder order) => order switch
    {
        CompanyOrder.Worst => "health DESC, runs.complete_since, d.company_id",
        CompanyOrder.Slowest => "runs.duration DESC NULLS LAST, d.company_id",
        _ => "d.company_id",
    };
}
