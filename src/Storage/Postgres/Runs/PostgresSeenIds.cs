namespace Jobvite.Storage.Postgres;

/// <summary>The ids a run has seen: <c>sync_pages</c>. <see cref="PostgresRunTable"/> adds a page to them.</summary>
internal static class PostgresSeenIds
{
    private const string OfRun = "SELECT entity::int, ids FROM sync_pages WHERE company_id = @companyId AND run_id = @runId";

    private const string ClearTasks = "DELETE FROM sync_pages WHERE company_id = @companyId AND run_id = @runId AND entity = 5";

    private const string Clear = "DELETE FROM sync_pages WHERE company_id = @companyId AND run_id = @runId";

    /// <summary>How many of a page's counted ids are new to the run. The memory takes the page in after the commit.</summary>
    public static async Task<int> CountNew(PostgresSession session, RunRef run, int pageNumber, IReadOnlyList<SeenIds> seen, RunMemory memory)
    {
        if (!memory.Knows(pageNumber))
        {
            var stored = await session
                .Query(OfRun, new { companyId = run.CompanyId, runId = run.RunId }, row => ((SeenEntity)row.Number("entity"), row.GetFieldValue<string[]>(1)))
                .ConfigureAwait(false);
            memory.Fill(pageNumber, stored);
        }

        return memory.CountNew(seen);
    }

    public static Task ForgetTasks(PostgresSession session, RunRef run) =>
        session.Execute(ClearTasks, new { companyId = run.CompanyId, runId = run.RunId });

    public static Task Forget(PostgresSession session, string companyId, Guid runId) => session.Execute(Clear, new { companyId, runId });
}
