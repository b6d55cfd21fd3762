using System.Data.Common;
using System.Text.Json;

namespace Jobvite.Storage;

/// <summary>The ids a run has seen: <c>sync_pages</c>. Each database adds the ids of a page when it moves the run behind it.</summary>
internal static class SeenIdTable
{
    public const string Forget = "DELETE FROM sync_pages WHERE company_id = @companyId AND run_id = @runId";

    private const string OfRun = "SELECT entity, ids FROM sync_pages WHERE company_id = @companyId AND run_id = @runId";

    private const string AskedLater = """
        SELECT page.entity, page.ids
        FROM sync_runs AS run JOIN sync_pages AS page ON page.company_id = run.company_id AND page.run_id = run.run_id
        WHERE run.company_id = @companyId AND run.status IN (1, 2) AND page.read_at > @readAt AND page.read_at <= @now
        """;

    /// <summary>How many of a page's counted ids are new to the run. The memory takes the page in after the commit.</summary>
    public static async Task<int> CountNew(ISession session, RunRef run, int pageNumber, IReadOnlyList<SeenIds> seen, RunMemory memory)
    {
        if (!memory.Knows(pageNumber))
        {
            memory.Fill(pageNumber, await session.Query(OfRun, new { companyId = run.CompanyId, runId = run.RunId }, Ids).ConfigureAwait(false));
        }

        return memory.CountNew(seen);
    }

    /// <summary>What runs under way have seen on pages that were asked for later than the refresh.</summary>
    public static Task<List<(SeenEntity Entity, string[] Ids)>> FindLater(ISession session, RefreshWrite refresh) =>
        session.Query(AskedLater, new { companyId = refresh.CompanyId, readAt = refresh.ReadAt.ToColumn(), now = session.Now }, Ids);

    public static Task ForgetTasks(ISession session, RunRef run) =>
        session.Execute($"{Forget} AND entity = 5", new { companyId = run.CompanyId, runId = run.RunId });

    private static (SeenEntity Entity, string[] Ids) Ids(DbDataReader row) =>
        ((SeenEntity)row.Number("entity"), row["ids"] as string[] ?? JsonSerializer.Deserialize<string[]>(row.RequiredText("ids"))!);
}
