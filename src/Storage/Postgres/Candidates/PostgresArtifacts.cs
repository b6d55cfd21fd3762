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

    /// <summary>Comes right after the persons were written: the changed ones are locked, the others are locked in order here.</summary>
    public static async Task Write(PostgresSession session, string companyId, CandidateLedger ledger)
    {
        // Most of those that are new said so when they were inserted: a second version of the row is spared.
        var said = ledger.Persons.Where(change => change is { Created: true, Row.ArtifactsToFetch: true }).Select(change => change.Id);
        await Write(session, FetchChanged, companyId, [.. ledger.ArtifactsToFetch.Except(said, StringComparer.Ordinal)]).ConfigureAwait(false);
        await Write(session, FetchIfNever, companyId, [.. ledger.ArtifactsIfNeverFetched]).ConfigureAwait(false);
    }

    private static async Task Write(PostgresSession session, string sql, string companyId, string[] ids)
    {
        if (ids.Length > 0)
        {
            await session.Execute(sql, new { companyId, ids, now = session.Now }).ConfigureAwait(false);
        }
    }
}
