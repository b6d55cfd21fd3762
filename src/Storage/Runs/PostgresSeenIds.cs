using System.Data.Common;

namespace Jobvite.Storage.Postgres;

/// <summary>The ids a run has seen: <c>sync_pages</c>. <see cref="PostgresRunTable"/> adds a page to them.</summary>
internal static class PostgresSeenIds
{
    private const string OfRun = "SELECT entity::int, ids FROM sync_pages WHERE company_id = @companyId AND run_id = @runId";

    private const string AskedLater = """
        SELECT page.entity::int, page.ids
        FROM sync_runs AS run JOIN sync_pages AS page ON page.company_id = run.company_id AND page.run_id = run.run_id
        WHERE run.company_id = @companyId AND run.status IN (1, 2) AND page.read_at > @readAt AND page.read_at <= @now
        """;

    private const string ClearTasks = "DELETE FROM sync_pages WHERE company_id = @companyId AND run_id = @runId AND entity = 5";

    private const string Clear = "DELETE FROM sync_pages WHERE company_id = @companyId AND run_id = @runId";

    /// <summary>How many of a page's counted ids are new to the run. The memory takes the page in after the commit.</summary>
    public static async Task<int> CountNew(PostgresSession session, RunRef run, int pageNumber, IReadOnlyList<SeenIds> seen, RunMemory memory)
    {
        if (!memory.Knows(pageNumber))
        {
            var stored = await session.Query(OfRun, new { companyId = run.CompanyId, runId = run.RunId }, Ids).ConfigureAwait(false);
            memory.Fill(pageNumber, stored);
        }

        return memory.CountNew(seen);
    }

    /// <summary>What runs under way have seen on pages that were asked for later than the refresh.</summary>
    public static Task<List<(SeenEntity Entity, string[] Ids)>> FindLater(PostgresSession session, RefreshWrite refresh) =>
        session.Query(AskedLater, new { companyId = refresh.CompanyId, readAt = refresh.ReadAt.ToColumn(), now = session.Now }, Ids);

    public static Task ForgetTasks(PostgresSession session, RunRef run) =>
        session.Execute(ClearTasks, new { companyId = run.CompanyId, runId = run.RunId });

    public static Task Forget(PostgresSession session, string companyId, Guid runId) => session.Execute(Clear, new { companyId, runId });

    private static (SeenEntity Entity, string[] Ids) Ids(DbDataReader row) => ((SeenEntity)row.Number("entity"), row.GetFieldValue<string[]>(1));
}
