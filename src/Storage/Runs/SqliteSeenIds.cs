using System.Data.Common;
using System.Text.Json;

namespace Jobvite.Storage.Sqlite;

/// <summary>The ids a run has seen: <c>sync_pages</c>.</summary>
internal static class SqliteSeenIds
{
    private const string OfRun = "SELECT entity, ids FROM sync_pages WHERE company_id = @CompanyId AND run_id = @runId";

    private const string Insert = """
        INSERT INTO sync_pages (company_id, run_id, page, entity, ids, read_at) VALUES (@CompanyId, @runId, @pageNumber, @Entity, @ids, @readAt)
        """;

    private const string AskedLater = """
        SELECT page.entity, page.ids
        FROM sync_runs AS run JOIN sync_pages AS page ON page.company_id = run.company_id AND page.run_id = run.run_id
        WHERE run.company_id = @CompanyId AND run.status IN (1, 2) AND page.read_at > @readAt AND page.read_at <= @now
        """;

    private const string ClearTasks = "DELETE FROM sync_pages WHERE company_id = @CompanyId AND run_id = @runId AND entity = 5";

    private const string Clear = "DELETE FROM sync_pages WHERE company_id = @CompanyId AND run_id = @runId";

    /// <summary>Adds a page; returns how many of its counted ids are new to the run. The memory takes the page in after the commit.</summary>
    public static int Save(SqliteSession session, RunPage page, int pageNumber, IReadOnlyList<SeenIds> seen)
    {
        var runId = page.Run.RunId.ToColumn();
        if (!page.Memory.Knows(pageNumber))
        {
            page.Memory.Fill(pageNumber, session.Query(OfRun, new { page.Run.CompanyId, runId }, Ids));
        }

        var readAt = page.ReadAt.ToColumn();
        session.Execute(Insert, seen.Select(one => new { page.Run.CompanyId, runId, pageNumber, one.Entity, ids = one.Ids.ToColumn(), readAt }));
        return page.Memory.CountNew(seen);
    }

    /// <summary>What runs under way have seen on pages that were asked for later than the refresh.</summary>
    public static List<(SeenEntity Entity, string[] Ids)> FindLater(SqliteSession session, RefreshWrite refresh) =>
        session.Query(AskedLater, new { refresh.CompanyId, readAt = refresh.ReadAt.ToColumn(), now = session.Now.ToColumn() }, Ids);

    public static void ForgetTasks(SqliteSession session, RunRef run) =>
        session.Execute(ClearTasks, new { run.CompanyId, runId = run.RunId.ToColumn() });

    public static void Forget(SqliteSession session, string companyId, Guid runId) =>
        session.Execute(Clear, new { CompanyId = companyId, runId = runId.ToColumn() });

    private static (SeenEntity Entity, string[] Ids) Ids(DbDataReader row) =>
        ((SeenEntity)row.Number("entity"), JsonSerializer.Deserialize<string[]>(row.RequiredText("ids"))!);
}
