namespace Jobvite.Storage.Sqlite;

/// <summary>Which candidates' artifacts are to be fetched; the states are explained in <c>0001_records.sql</c>.</summary>
internal static class SqliteArtifacts
{
    // One that waits already keeps its place in the queue.
    private const string FetchChanged = """
        UPDATE candidates
        SET artifacts_due_at = CASE WHEN artifacts_state = 1 AND artifacts_due_at <= @now THEN artifacts_due_at ELSE @now END,
            artifacts_state = 1
        WHERE company_id = @companyId AND jobvite_id IN (SELECT value FROM json_each(@ids))
        """;

    private const string FetchIfNever = """
        UPDATE candidates
        SET artifacts_due_at = @now, artifacts_state = 1
        WHERE company_id = @companyId AND artifacts_state = 0 AND jobvite_id IN (SELECT value FROM json_each(@ids))
        """;

    public static void Write(SqliteSession session, string companyId, CandidateLedger ledger)
    {
        Write(session, FetchChanged, companyId, ledger.ArtifactsToFetch);
        Write(session, FetchIfNever, companyId, ledger.ArtifactsIfNeverFetched);
    }

    private static void Write(SqliteSession session, string sql, string companyId, IReadOnlyCollection<string> ids)
    {
        if (ids.Count > 0)
        {
            session.Execute(sql, new { companyId, ids = ids.ToColumn(), now = session.Now.ToColumn() });
        }
    }
}
