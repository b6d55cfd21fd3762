using System.Security.Cryptography;
using System.Text;
using NpgsqlTypes;

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

    private const string Copy = """
        COPY candidate_documents (
            company_id, id, candidate_id, application_id, type, name, name_hash, file_name, mime_type, size, content_hash, created_at,
            updated_at, encrypted_content)
        FROM STDIN (FORMAT BINARY)
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

    /// <summary>New documents together, by COPY; changed ones, which are few, by a statement each.</summary>
    /// <exception cref="PostgresConflictException">Somebody else has written one of the documents since they were read.</exception>
    public static async Task Write(PostgresSession session, string companyId, PostgresDocuments stored, IReadOnlyList<DocumentChange> changes)
    {
        var known = changes.Where(change => stored.Rows.ContainsKey(change.Key)).ToList();
        if (known.Count > 0)
        {
            var rows = known.ConvertAll(change => stored.Rows[change.Key]);
            var versions = new { companyId, ids = rows.Select(row => row.Id).ToArray(), versions = rows.Select(row => row.Version).ToArray() };
            ThrowUnless(await session.Scalar<long>(Lock, versions).ConfigureAwait(false) == known.Count);
        }

        foreach (var change in known)
        {
            var written = await session.Execute(Update, new
            {
                companyId,
                id = stored.Rows[change.Key].Id,
                fileName = change.Row.FileName.ToColumn(),
                mimeType = change.Row.MimeType.ToColumn(),
                change.Row.Size,
                change.Row.ContentHash,
                change.Row.EncryptedContent,
                now = session.Now,
            }).ConfigureAwait(false);
            ThrowUnless(written == 1);
        }

        var added = changes.Where(change => !stored.Rows.ContainsKey(change.Key)).OrderBy(change => change.Key.ToString(), StringComparer.Ordinal).ToList();
        if (added.Count > 0)
        {
            await session.Import(Copy, added, (row, change) => Send(row, companyId, session.Now, change)).ConfigureAwait(false);
        }
    }

    private static async Task Send(PostgresImport row, string companyId, DateTimeOffset now, DocumentChange change)
    {
        var name = change.Key.Name.ToColumn();
        await row.Text(companyId).ConfigureAwait(false);
        await row.Value(Guid.CreateVersion7(now), NpgsqlDbType.Uuid).ConfigureAwait(false);
        await row.Text(change.Key.CandidateId).ConfigureAwait(false);
        await row.Text(change.Key.ApplicationId.ToColumn()).ConfigureAwait(false);
        await row.Text(change.Key.Type.ToColumn()).ConfigureAwait(false);
        await row.Text(name).ConfigureAwait(false);
        await row.Value(SHA256.HashData(Encoding.UTF8.GetBytes(name)), NpgsqlDbType.Bytea).ConfigureAwait(false);
        await row.Text(change.Row.FileName.ToColumn()).ConfigureAwait(false);
        await row.Text(change.Row.MimeType.ToColumn()).ConfigureAwait(false);
        await row.Value(change.Row.Size, NpgsqlDbType.Bigint).ConfigureAwait(false);
        await row.Text(change.Row.ContentHash).ConfigureAwait(false);
        await row.Value(now, NpgsqlDbType.TimestampTz).ConfigureAwait(false);
        await row.Value(now, NpgsqlDbType.TimestampTz).ConfigureAwait(false);
        await row.Value(change.Row.EncryptedContent, NpgsqlDbType.Bytea).ConfigureAwait(false);
    }

    private static void ThrowUnless(bool undisturbed)
    {
        if (!undisturbed)
        {
            throw new PostgresConflictException();
        }
    }
}
