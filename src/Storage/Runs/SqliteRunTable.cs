using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Reads runs and moves them from page to page.</summary>
internal static class SqliteRunTable
{
    private const string FindOne = $"SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND run_id = @runId";

    private const string Advance = """
        UPDATE sync_runs
        SET status = @running, next_cursor = @NextCursor, heartbeat_at = @now, total = @Total, fetched = @Fetched, created = @Created,
            updated = @Updated, unchanged = @Unchanged, stale = @Stale, failed = @Failed, pages = @Pages, failures = @failures,
            deletion_blocked = coalesce(deletion_blocked, @DeletionBlocked), page_size = coalesce(@PageSize, page_size), error = NULL,
            failed_without_id = failed_without_id OR @failedWithoutId
        WHERE company_id = @CompanyId AND run_id = @runId
        """;

    public static StoredRun? Find(SqliteSession session, string companyId, Guid runId) =>
        session.QueryFirst(FindOne, new { companyId, runId = runId.ToColumn() }, RunMap.State);

    public static void SavePage(SqliteSession session, StoredRun run, RunPage page, SyncProgress progress) => session.Execute(
        Advance,
        new
        {
            run.CompanyId,
            runId = run.Run.RunId.ToColumn(),
            running = RunStatus.Running,
            page.NextCursor,
            page.DeletionBlocked,
            page.PageSize,
            failedWithoutId = page.Failures.Any(f => f.Id is null),
            now = session.Now.ToColumn(),
            progress.Total,
            progress.Fetched,
            progress.Created,
            progress.Updated,
            progress.Unchanged,
            progress.Stale,
            progress.Failed,
            progress.Pages,
            failures = RunFailures.Append(run.FailuresJson, page.Failures),
        });
}
