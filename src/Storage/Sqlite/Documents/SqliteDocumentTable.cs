namespace Jobvite.Storage.Sqlite;

/// <summary>Candidates' documents.</summary>
internal static class SqliteDocumentTable
{
    private const string ReadStored = """
        SELECT candidate_id, application_id, type, name, file_name, mime_type, size, content_hash
        FROM candidate_documents
        WHERE company_id = @companyId AND candidate_id IN (SELECT value FROM json_each(@candidates))
        """;

    private const string Upsert = """
        INSERT INTO candidate_documents (
            company_id, id, candidate_id, application_id, type, name, file_name, mime_type, size, content_hash, created_at, updated_at,
            encrypted_content)
        VALUES (
            @companyId, @id, @CandidateId, @ApplicationId, @Type, @Name, @FileName, @MimeType, @Size, @ContentHash, @now, @now,
            @EncryptedContent)
        ON CONFLICT (company_id, candidate_id, application_id, type, name) DO UPDATE SET
            file_name = excluded.file_name, mime_type = excluded.mime_type, size = excluded.size, content_hash = excluded.content_hash,
            updated_at = excluded.updated_at, encrypted_content = excluded.encrypted_content
        """;

    public static DocumentLedger Ledger(SqliteSession session, string companyId, IEnumerable<string> candidates) => new(session.Query(
        ReadStored,
        new { companyId, candidates = candidates.ToColumn() },
        DocumentMap.Known));

    public static void Write(SqliteSession session, string companyId, IReadOnlyList<DocumentChange> changes)
    {
        var now = session.Now.ToColumn();
        session.Execute(Upsert, changes.Select(change => new
        {
            companyId,
            id = Guid.CreateVersion7(session.Now).ToColumn(),
            change.Key.CandidateId,
            change.Key.ApplicationId,
            change.Key.Type,
            change.Key.Name,
            change.Row.FileName,
            change.Row.MimeType,
            change.Row.Size,
            change.Row.ContentHash,
            change.Row.EncryptedContent,
            now,
        }));
    }
}
