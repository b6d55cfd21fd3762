namespace Jobvite.Storage.Postgres;

/// <summary>Which candidates' artifacts are to be fetched; the states are explained in <c>0001_records.sql</c>.</summary>
internal static class PostgresArtifacts
{
    // One that waits already keeps its place in the queue.
    private const string FetchChanged = """
        UPDATE candidates
        SET artifacts_due_at = CASE WHEN artifacts_state = 1 AND artifacts_due_at <= @now THEN artifacts_due_at ELSE @now END,
            artifacts_state = 1
        WHERE company_id = @companyId AND jobvite_id = ANY (@ids)
        """;

    private const string FetchIfNever = """
        UPDATE candidates
        SET artifacts_due_at = @now, artifacts_state = 1
        WHERE company_id = @companyId AND jobvite_id IN (
            SELECT jobvite_id FROM candidates
            WHERE company_id = @companyId AND jobvite_id = ANY (@ids) AND artifacts_state = 0
            ORDER BY jobvite_id FOR NO KEY UPDATE)
        """;

    /// <summary>For persons who did not change, and who are therefore not locked yet: comes before the persons are written.</summary>
    public static Task WriteUnchanged(PostgresSession session, string companyId, CandidateLedger ledger) =>
        Write(session, FetchIfNever, companyId, [.. ledger.ArtifactsIfNeverFetched.Except(ledger.ArtifactsToFetch)]);

    /// <summary>For persons who were just written.</summary>
    public static Task WriteChanged(PostgresSession session, string companyId, CandidateLedger ledger) =>
        Write(session, FetchChanged, companyId, [.. ledger.ArtifactsToFetch]);

    private static async Task Write(PostgresSession session, string sql, string companyId, string[] ids)
    {
        if (ids.Length > 0)
        {
            await session.Execute(sql, new { companyId, ids, now = session.Now }).ConfigureAwait(false);
        }
    }
}
