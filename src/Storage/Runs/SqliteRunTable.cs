using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Reads runs and moves them from page to page.</summary>
internal static class SqliteRunTable
{
    private const string FindOne = $"SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND run_id = @runId";

    private const string AddPage = """
        INSERT INTO sync_pages (company_id, run_id, page, entity, ids, read_at) VALUES (@companyId, @runId, @page, @Entity, @ids, @readAt)
        """;

    public static StoredRun? Find(SqliteSession session, string companyId, Guid runId) =>
        session.QueryFirst(FindOne, new { companyId, runId = runId.ToColumn() }, RunMap.State);

    /// <summary>Moves the run behind a page and notes the ids that the page showed.</summary>
    public static void SavePage(SqliteSession session, StoredRun run, RunPage page, SyncProgress progress, IReadOnlyList<SeenIds> seen)
    {
        var (companyId, runId, readAt) = (run.CompanyId, run.Run.RunId.ToColumn(), page.ReadAt.ToColumn());
        session.Execute(AddPage, seen.Select(one => new { companyId, runId, page = run.Run.Progress.Pages, one.Entity, ids = one.Ids.ToColumn(), readAt }));
        session.Execute(RunMap.Advance, new
        {
            companyId,
            runId,
            running = RunStatus.Running,
            page.NextCursor,
            deletionBlocked = page.DeletionBlocked,
            pageSize = page.PageSize,
            failedWithoutId = page.Failures.Any(f => f.Id is null),
            now = session.Now.ToColumn(),
            progress.Total,
            progress.Fetched,
            progress.Created,
            progress.Updated,
            progress.Unchanged,
            progress.Stale,
            progress.Suppressed,
            progress.Failed,
            progress.Pages,
            failures = RunFailures.Append(run.FailuresJson, page.Failures),
        });
    }
}
