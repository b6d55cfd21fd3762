using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="ICompanyDirectory"/>
internal sealed class CompanyDirectory<TSession>(IDatabase<TSession> database, DirectorySql sql) : ICompanyDirectory
    where TSession : ISession
{
    private const string Upsert = """
        INSERT INTO company_directory (company_id, environment, connected, interval_minutes, sync_jobs, sync_candidates, sync_onboarding, budget_key, deleted_records_days, saved_at)
        VALUES (@CompanyId, @environment, @Connected, @IntervalMinutes, @SyncJobs, @SyncCandidates, @SyncOnboarding, @BudgetKey, @DeletedRecordsDays, @now)
        ON CONFLICT (company_id) DO UPDATE SET
            environment = excluded.environment, connected = excluded.connected, interval_minutes = excluded.interval_minutes,
            sync_jobs = excluded.sync_jobs, sync_candidates = excluded.sync_candidates, sync_onboarding = excluded.sync_onboarding,
            budget_key = excluded.budget_key, deleted_records_days = excluded.deleted_records_days, saved_at = excluded.saved_at
        """;

    private const string Delete = "DELETE FROM company_directory WHERE company_id = @companyId";

    private const string FindConnected = "SELECT EXISTS (SELECT 1 FROM company_directory WHERE company_id = @companyId AND connected)";

    private const string AllConnected = "SELECT company_id FROM company_directory WHERE connected AND company_id > @after ORDER BY company_id LIMIT @limit";

    private const string Changed = "SELECT company_id, connected, saved_at FROM company_directory WHERE saved_at >= @since ORDER BY saved_at, company_id LIMIT @limit";

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
            entry.DeletedRecordsDays,
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
                search,
                start = search.ToColumn() is { } typed ? LikePattern.StartsWith(typed) : null,
                now = session.Now,
                take = page.PageSize,
                skip = (page.Page - 1L) * page.PageSize,
            };
            var total = await session.Scalar<long>($"SELECT count(*) FROM company_directory AS d WHERE {sql.Matching}", arguments).ConfigureAwait(false);
            var companies = await session.Query($"{sql.Ranked} ORDER BY {Sorted(order)} LIMIT @take OFFSET @skip", arguments, StandingMap.Standing).ConfigureAwait(false);
            var ids = companies.Select(company => company.Entry.CompanyId).ToArray();
            var kinds = await session.Query(sql.KindsOfPage, new { ids }, StandingMap.Kind).ConfigureAwait(false);
            var backlogs = await session.Query(sql.BacklogsOfPage, new { ids }, StandingMap.Backlog).ConfigureAwait(false);
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

/// <summary>Statements that are written for each database.</summary>
/// <param name="Matching">The condition that the company <c>d</c> begins with what is searched for, given as <c>@search</c>, and as <c>@start</c> for LIKE.</param>
/// <param name="Ranked">Those companies with their health, not sorted.</param>
/// <param name="KindsOfPage">How each kind stands of the companies <c>@ids</c>.</param>
/// <param name="BacklogsOfPage">The events of those.</param>
internal sealed record DirectorySql(string Matching, string Ranked, string KindsOfPage, string BacklogsOfPage);
