namespace Jobvite.Storage.Postgres;

/// <summary>The ids a run has seen: <c>sync_pages</c>.</summary>
internal static class PostgresSeenIds
{
    private const string OfRun = "SELECT entity::int, ids FROM sync_pages WHERE company_id = @companyId AND run_id = @runId";

    private const string Insert = """
        INSERT INTO sync_pages (company_id, run_id, page, entity, ids) VALUES (@companyId, @runId, @pageNumber, @entity, @ids)
        """;

    private const string Clear = "DELETE FROM sync_pages WHERE company_id = @companyId AND run_id = @runId";

    /// <summary>Adds a page; returns how many of its counted ids are new to the run. The memory takes the page in after the commit.</summary>
    public static async Task<int> Save(PostgresSession session, RunRef run, int pageNumber, IReadOnlyList<SeenIds> seen, RunMemory memory)
    {
        if (!memory.Knows(pageNumber))
        {
            var stored = await session
                .Query(OfRun, new { companyId = run.CompanyId, runId = run.RunId }, row => ((SeenEntity)row.Number("entity"), row.GetFieldValue<string[]>(1)))
                .ConfigureAwait(false);
            memory.Fill(pageNumber, stored);
        }

        foreach (var one in seen)
        {
            await session
                .Execute(Insert, new { companyId = run.CompanyId, runId = run.RunId, pageNumber, entity = (short)one.Entity, ids = Ids(one.Ids) })
                .ConfigureAwait(false);
        }

        return memory.CountNew(seen);
    }

    public static Task Forget(PostgresSession session, string companyId, Guid runId) => session.Execute(Clear, new { companyId, runId });

    private static string[] Ids(IReadOnlyList<string> ids) => [.. ids.Select(id => id.ToColumn())];
}
