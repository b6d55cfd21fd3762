using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Storage.Postgres;

/// <summary>Candidates' documents; guarded like <see cref="PostgresRecordTable{TRow}"/>.</summary>
internal static class PostgresDocumentTable
{
    private const string Stored = """
        SELECT id, xmin::text AS version, candidate_id, application_id, type, name, file_name, mime_type, size, content_hash
        FROM candidate_documents
        WHERE company_id = @companyId AND candidate_id = ANY (@candidates)
        """;

    private const string Lock = """
        SELECT count(*)
        FROM (
            SELECT 1
            FROM unnest(@ids, @versions) AS known (id, version)
            JOIN candidate_documents AS d ON d.company_id = @companyId AND d.id = known.id AND d.xmin::text = known.version
            ORDER BY d.id
            FOR NO KEY UPDATE OF d) AS locked
        """;

    private const string Update = """
        UPDATE candidate_documents
        SET file_name = @fileName, mime_type = @mimeType, size = @Size, content_hash = @ContentHash, updated_at = @now,
            encrypted_content = @EncryptedContent
        WHERE company_id = @companyId AND id = @id
        """;

    private const string Insert = """
        INSERT INTO candidate_documents (
            company_id, id, candidate_id, application_id, type, name, name_hash, file_name, mime_type, size, content_hash, created_at,
            updated_at, encrypted_content)
        VALUES (
            @companyId, @id, @candidateId, @applicationId, @type, @name, @nameHash, @fileName, @mimeType, @Size, @ContentHash, @now,
            @now, @EncryptedContent)
        ON CONFLICT DO NOTHING
        """;

    public static async Task<PostgresDocuments> ReadStored(PostgresSession session, string companyId, string[] candidates)
    {
        Dictionary<DocumentKey, (Guid Id, string Version)> rows = [];
        if (candidates.Length == 0)
        {
            return new PostgresDocuments([], rows);
        }

        var documents = await session.Query(
            Stored,
            new { companyId, candidates },
            row =>
            {
                var known = DocumentMap.Known(row);
                rows.Add(known.Key, (row.Id(), row.RequiredText("version")));
                return known;
            }).ConfigureAwait(false);
        return new PostgresDocuments(documents, rows);
    }

    /// <summary>One statement a document: they are few, and large enough that the statements do not matter.</summary>
    /// <exception cref="PostgresConflictException">Somebody else has written one of the documents since they were read.</exception>
    public static async Task Write(PostgresSession session, string companyId, PostgresDocuments stored, IReadOnlyList<DocumentChange> changes)
    {
        var known = changes.Where(change => stored.Rows.ContainsKey(change.Key)).Select(change => stored.Rows[change.Key]).ToList();
        if (known.Count > 0)
        {
            var versions = new { companyId, ids = known.Select(row => row.Id).ToArray(), versions = known.Select(row => row.Version).ToArray() };
            ThrowUnless(await session.Scalar<long>(Lock, versions).ConfigureAwait(false) == known.Count);
        }

        foreach (var change in changes.OrderBy(change => change.Key.ToString(), StringComparer.Ordinal))
        {
            var isKnown = stored.Rows.TryGetValue(change.Key, out var row);
            var name = change.Key.Name.ToColumn();
            var written = await session.Execute(isKnown ? Update : Insert, new
            {
                companyId,
                id = isKnown ? row.Id : Guid.CreateVersion7(session.Now),
                candidateId = change.Key.CandidateId,
                applicationId = change.Key.ApplicationId.ToColumn(),
                type = change.Key.Type.ToColumn(),
                name,
                nameHash = SHA256.HashData(Encoding.UTF8.GetBytes(name)),
                fileName = change.Row.FileName.ToColumn(),
                mimeType = change.Row.MimeType.ToColumn(),
                change.Row.Size,
                change.Row.ContentHash,
                change.Row.EncryptedContent,
                now = session.Now,
            }).ConfigureAwait(false);
            ThrowUnless(written == 1);
        }
    }

    private static void ThrowUnless(bool undisturbed)
    {
        if (!undisturbed)
        {
            throw new PostgresConflictException();
        }
    }
}
