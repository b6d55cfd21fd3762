namespace Jobvite.Storage.Sqlite;

/// <summary>The ids a run has seen: <c>sync_pages</c>.</summary>
internal static class SqliteSeenIds
{
    private const string CountNew = """
        SELECT count(*)
        FROM json_each(@ids) AS incoming
        WHERE incoming.value NOT IN (
            SELECT known.value
            FROM sync_pages AS page, json_each(page.ids) AS known
            WHERE page.company_id = @CompanyId AND page.run_id = @runId AND page.entity = @Entity)
        """;

    private const string Insert = """
        INSERT INTO sync_pages (company_id, run_id, page, entity, ids) VALUES (@CompanyId, @runId, @pageNumber, @Entity, @ids)
        """;

    private const string Clear = "DELETE FROM sync_pages WHERE company_id = @CompanyId AND run_id = @runId";

    /// <summary>Adds a page; returns how many of its counted ids are new to the run.</summary>
    public static int Save(SqliteSession session, RunRef run, int pageNumber, IReadOnlyList<SeenIds> seen)
    {
        var runId = run.RunId.ToColumn();
        var newIds = seen
            .Where(one => one.Counted.Count > 0)
            .Sum(one => session.Scalar<int>(CountNew, new { run.CompanyId, runId, one.Entity, ids = one.Counted.ToColumn() }));
        session.Execute(Insert, seen.Select(one => new { run.CompanyId, runId, pageNumber, one.Entity, ids = one.Ids.ToColumn() }));
        return newIds;
    }

    public static void Forget(SqliteSession session, string companyId, Guid runId) =>
        session.Execute(Clear, new { CompanyId = companyId, runId = runId.ToColumn() });
}
