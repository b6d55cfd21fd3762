namespace Jobvite.Storage.Postgres;

/// <summary>The ids a run has seen: <c>sync_pages</c>.</summary>
internal static class PostgresSeenIds
{
    private const string CountNew = """
        SELECT count(*)
        FROM unnest(@ids) AS incoming (id)
        WHERE incoming.id NOT IN (
            SELECT known.id
            FROM sync_pages AS page CROSS JOIN unnest(page.ids) AS known (id)
            WHERE page.company_id = @companyId AND page.run_id = @runId AND page.entity = @entity)
        """;

    private const string Insert = """
        INSERT INTO sync_pages (company_id, run_id, page, entity, ids) VALUES (@companyId, @runId, @pageNumber, @entity, @ids)
        """;

    private const string Clear = "DELETE FROM sync_pages WHERE company_id = @companyId AND run_id = @runId";

    /// <summary>Adds a page; returns how many of its counted ids are new to the run.</summary>
    public static async Task<int> Save(PostgresSession session, RunRef run, int pageNumber, IReadOnlyList<SeenIds> seen)
    {
        var newIds = 0;
        foreach (var one in seen)
        {
            var key = (companyId: run.CompanyId, runId: run.RunId, entity: (short)one.Entity);
            if (one.Counted.Count > 0)
            {
                newIds += await session.Scalar<int>(CountNew, new { key.companyId, key.runId, key.entity, ids = Ids(one.Counted) }).ConfigureAwait(false);
            }

            await session.Execute(Insert, new { key.companyId, key.runId, pageNumber, key.entity, ids = Ids(one.Ids) }).ConfigureAwait(false);
        }

        return newIds;
    }

    public static Task Forget(PostgresSession session, string companyId, Guid runId) => session.Execute(Clear, new { companyId, runId });

    private static string[] Ids(IReadOnlyList<string> ids) => [.. ids.Select(id => id.ToColumn())];
}
