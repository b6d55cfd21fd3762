using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Reads runs and moves them from page to page.</summary>
internal static class PostgresRunTable
{
    private const string FindOne = $"SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND run_id = @runId";

    // Ids hold no control characters (the client refuses such), so a line each brings them here, several sorts of them in one statement.
    private const string Advance = $"""
        WITH page AS (
            INSERT INTO sync_pages (company_id, run_id, page, entity, ids, read_at)
            SELECT @companyId, @runId, @pageNumber, one.entity, string_to_array(one.ids, E'\n'), @readAt
            FROM unnest(@entities, @ids) AS one (entity, ids))
        {RunMap.Advance}
        """;

    public static Task<StoredRun?> Find(PostgresSession session, string companyId, Guid runId) =>
        session.QueryFirst(FindOne, new { companyId, runId }, RunMap.State);

    /// <summary>As it stands after everybody who was changing it; nobody changes it until this transaction ends.</summary>
    public static Task<StoredRun?> Lock(PostgresSession session, string companyId, Guid runId) =>
        session.QueryFirst($"{FindOne} FOR NO KEY UPDATE", new { companyId, runId }, RunMap.State);

    /// <summary>Moves the run behind a page and notes the ids that the page showed.</summary>
    public static Task SavePage(PostgresSession session, StoredRun run, RunPage page, SyncProgress progress, IReadOnlyList<SeenIds> seen) => session.Execute(
        Advance,
        new
        {
            companyId = run.CompanyId,
            runId = run.Run.RunId,
            running = RunStatus.Running,
            page.NextCursor,
            deletionBlocked = page.DeletionBlocked.ToColumn(),
            pageSize = page.PageSize,
            failedWithoutId = page.Failures.Any(f => f.Id is null),
            now = session.Now,
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
            pageNumber = run.Run.Progress.Pages,
            readAt = page.ReadAt.ToColumn(),
            entities = seen.Select(one => (short)one.Entity).ToArray(),
            ids = seen.Select(one => string.Join('\n', one.Ids).ToColumn()).ToArray(),
        });
}
