namespace Jobvite.Storage.Sqlite;

/// <summary>Which candidates' artifacts are to be fetched; the states are explained in <c>0001_records.sql</c>.</summary>
internal static class SqliteArtifacts
{
    // One that waits already keeps its place in the queue.
    private const string FetchChanged = """
        UPDATE candidates
        SET artifacts_due_at = CASE WHEN artifacts_state = 1 AND artifacts_due_at <= @now THEN artifacts_due_at ELSE @now END,
            artifacts_state = 1, documents_read_at = @readAt
        WHERE company_id = @companyId AND jobvite_id IN (SELECT value FROM json_each(@ids))
        """;

    private const string FetchIfNever = """
        UPDATE candidates
        SET artifacts_due_at = @now, artifacts_state = 1
        WHERE company_id = @companyId AND artifacts_state = 0 AND jobvite_id IN (SELECT value FROM json_each(@ids))
        """;

    private const string Told = """
        UPDATE candidates SET documents_read_at = @readAt
        WHERE company_id = @companyId AND jobvite_id IN (SELECT value FROM json_each(@ids))
        """;

    // All applications that are there say that they have no artifacts.
    private const string None = """
        company_id = @companyId AND jobvite_id IN (SELECT value FROM json_each(@ids)) AND NOT EXISTS (
            SELECT 1 FROM applications AS a
            WHERE a.company_id = @companyId AND a.candidate_id = candidates.jobvite_id AND a.deleted_at IS NULL AND a.has_artifacts IS NOT FALSE)
        """;

    private const string RemoveFetched = $"""
        DELETE FROM candidate_documents
        WHERE company_id = @companyId AND {DocumentMap.OfThePerson} AND candidate_id IN (SELECT jobvite_id FROM candidates WHERE {None})
        RETURNING {ChangeSource.RemovedColumns}
        """;

    private const string NothingToFetch = $"""
        UPDATE candidates SET artifacts_state = 0, artifacts_due_at = NULL, documents_read_at = @readAt
        WHERE {None} AND (artifacts_state IN (1, 3) OR jobvite_id IN (
            SELECT candidate_id FROM candidate_documents
            WHERE company_id = @companyId AND candidate_id IN (SELECT value FROM json_each(@ids)) AND {DocumentMap.OfThePerson}))
        """;

    /// <summary>Comes after persons and applications.</summary>
    public static void Write(SqliteSession session, RecordAnswer answer, CandidateLedger ledger)
    {
        Write(session, FetchChanged, answer, ledger.ArtifactsToFetch);
        Write(session, FetchIfNever, answer, ledger.ArtifactsIfNeverFetched);
        Write(session, Told, answer, ledger.DocumentsChanged);
        Write(session, NothingToFetch, answer, ledger.WithoutArtifacts);
        if (ledger.WithoutArtifacts.Count > 0)
        {
            var without = new { companyId = answer.CompanyId, ids = ledger.WithoutArtifacts.ToColumn() };
            session.Changes.Add(answer.CompanyId, session.Query(RemoveFetched, without, ChangeSource.Removed));
        }
    }

    private static void Write(SqliteSession session, string sql, RecordAnswer answer, IReadOnlyCollection<string> ids)
    {
        if (ids.Count > 0)
        {
            session.Execute(sql, new { companyId = answer.CompanyId, ids = ids.ToColumn(), now = session.Now.ToColumn(), readAt = answer.ReadAt.ToColumn() });
        }
    }
}
