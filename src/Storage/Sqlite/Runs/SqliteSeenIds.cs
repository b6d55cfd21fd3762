using System.Text.Json;

namespace Jobvite.Storage.Sqlite;

/// <summary>The ids a run has seen: <c>sync_pages</c>.</summary>
internal static class SqliteSeenIds
{
    private const string OfRun = "SELECT entity, ids FROM sync_pages WHERE company_id = @CompanyId AND run_id = @runId";

    private const string Insert = """
        INSERT INTO sync_pages (company_id, run_id, page, entity, ids) VALUES (@CompanyId, @runId, @pageNumber, @Entity, @ids)
        """;

    private const string ClearTasks = "DELETE FROM sync_pages WHERE company_id = @CompanyId AND run_id = @runId AND entity = 5";

    private const string Clear = "DELETE FROM sync_pages WHERE company_id = @CompanyId AND run_id = @runId";

    /// <summary>Adds a page; returns how many of its counted ids are new to the run. The memory takes the page in after the commit.</summary>
    public static int Save(SqliteSession session, RunRef run, int pageNumber, IReadOnlyList<SeenIds> seen, RunMemory memory)
    {
        var runId = run.RunId.ToColumn();
        if (!memory.Knows(pageNumber))
        {
            memory.Fill(pageNumber, session.Query(
                OfRun, new { run.CompanyId, runId }, row => ((SeenEntity)row.Number("entity"), JsonSerializer.Deserialize<string[]>(row.RequiredText("ids"))!)));
        }

        session.Execute(Insert, seen.Select(one => new { run.CompanyId, runId, pageNumber, one.Entity, ids = one.Ids.ToColumn() }));
        return memory.CountNew(seen);
    }

    public static void ForgetTasks(SqliteSession session, RunRef run) =>
        session.Execute(ClearTasks, new { run.CompanyId, runId = run.RunId.ToColumn() });

    public static void Forget(SqliteSession session, string companyId, Guid runId) =>
        session.Execute(Clear, new { CompanyId = companyId, runId = runId.ToColumn() });
}
