using NpgsqlTypes;

namespace Jobvite.Storage.Postgres;

/// <summary>Known documents, how things stand with each candidate's, and which version of each row was read.</summary>
internal sealed record PostgresDocuments(
    IReadOnlyList<KnownDocument> Documents, IReadOnlyDictionary<string, DocumentStanding> Standing, IReadOnlyDictionary<Guid, string> Versions)
{
    public DocumentLedger Ledger(DateTimeOffset readAt) => new(Documents, Standing, readAt);
}

/// <summary>Candidates' documents; guarded like <see cref="PostgresRecordTable{TRow}"/>.</summary>
internal static class PostgresDocumentTable
{
    private const string OfCandidates = $"""
        SELECT {DocumentMap.KnownColumns}, d.xmin::text AS version
        FROM candidate_documents AS d
        WHERE d.company_id = @companyId AND d.candidate_id = ANY (@candidates)
        """;

    private const string OfMovedApplications = $"""
        SELECT {DocumentMap.KnownColumns}, d.xmin::text AS version
        FROM unnest(@applications, @owners) AS wanted (id, owner)
        CROSS JOIN LATERAL (
            SELECT candidate_id FROM applications
            WHERE company_id = @companyId AND jobvite_id = wanted.id AND candidate_id <> wanted.owner
            LIMIT 1) AS a
        CROSS JOIN LATERAL (
            SELECT *, xmin FROM candidate_documents
            WHERE company_id = @companyId AND candidate_id = a.candidate_id AND application_id = wanted.id
            OFFSET 0) AS d
        """;

    private const string Standing = $"""
        SELECT {DocumentStanding.Columns}
        FROM candidates
        WHERE company_id = @companyId AND jobvite_id = ANY (@candidates)
        """;

    private const string Lock = """
        SELECT count(*)
        FROM (
            SELECT 1
            FROM unnest(@ids, @versions) AS known (id, version)
            JOIN candidate_documents AS d ON d.company_id = @companyId AND d.id = known.id AND d.xmin::text = known.version
            ORDER BY d.id
            FOR UPDATE OF d) AS locked
        """;

    private const string Delete = "DELETE FROM candidate_documents WHERE company_id = @companyId AND id = ANY (@ids)";

    private const string Update = """
        UPDATE candidate_documents
        SET candidate_id = @CandidateId, application_id = @applicationId, identity = @Identity, name = coalesce(@Identity, name), scope = @scope,
            external_id = @ExternalId, type = @type, file_name = @fileName, mime_type = @mimeType, size = @Size, stated_size = @StatedSize,
            content_hash = @ContentHash, updated_at = @now, encrypted_content = CASE WHEN @keep THEN encrypted_content ELSE @content END
        WHERE company_id = @companyId AND id = @id
        """;

    private const string Copy = """
        COPY candidate_documents (
            company_id, id, candidate_id, application_id, identity, name, scope, external_id, type, file_name, mime_type, size, stated_size,
            content_hash, created_at, updated_at, encrypted_content)
        FROM STDIN (FORMAT BINARY)
        """;

    /// <param name="session">The transaction.</param>
    /// <param name="companyId">Whose.</param>
    /// <param name="candidates">Those that an answer tells of.</param>
    /// <param name="applications">Those in the answer, each with its candidate.</param>
    public static async Task<PostgresDocuments> ReadStored(
        PostgresSession session, string companyId, string[] candidates, IReadOnlyList<(string Id, string Owner)> applications)
    {
        Dictionary<Guid, string> versions = [];
        List<KnownDocument> documents = [];
        Dictionary<string, DocumentStanding> standing = new(StringComparer.Ordinal);
        if (candidates.Length > 0)
        {
            documents = await session.Query(OfCandidates, new { companyId, candidates }, Known).ConfigureAwait(false);
            var rows = await session.Query(Standing, new { companyId, candidates }, DocumentStanding.Of).ConfigureAwait(false);
            standing = rows.ToDictionary(one => one.Id, one => one.Standing, StringComparer.Ordinal);
        }

        if (applications.Count > 0)
        {
            var moved = new { companyId, applications = applications.Select(one => one.Id).ToArray(), owners = applications.Select(one => one.Owner).ToArray() };
            documents.AddRange(await session.Query(OfMovedApplications, moved, Known).ConfigureAwait(false));
        }

        return new PostgresDocuments(documents, standing, versions);

        KnownDocument Known(System.Data.Common.DbDataReader row)
        {
            var known = DocumentMap.Known(row);
            versions[known.Id!.Value] = row.RequiredText("version");
            return known;
        }
    }

    /// <summary>Removed ones first, since another may take the place; new ones together, by COPY; changed ones, which are few, by a statement each.</summary>
    /// <exception cref="PostgresConflictException">Somebody else has written one of the documents since they were read.</exception>
    public static async Task Write(PostgresSession session, string companyId, PostgresDocuments stored, IReadOnlyList<DocumentChange> changes)
    {
        var known = changes.Select(change => change.Stored?.Id).OfType<Guid>().ToArray();
        if (known.Length > 0)
        {
            var read = new { companyId, ids = known, versions = Array.ConvertAll(known, id => stored.Versions[id]) };
            ThrowUnless(await session.Scalar<long>(Lock, read).ConfigureAwait(false) == known.Length);
        }

        var removed = changes.Where(change => change.Now is null).Select(change => change.Stored!.Id!.Value).ToArray();
        if (removed.Length > 0)
        {
            await session.Execute(Delete, new { companyId, ids = removed }).ConfigureAwait(false);
        }

        foreach (var change in changes.Where(change => change is { Stored: not null, Now: not null }))
        {
            await Replace(session, companyId, change.Stored!.Id!.Value, change.Now!, change.Content).ConfigureAwait(false);
        }

        var added = changes
            .Where(change => change.Stored is null)
            .OrderBy(change => change.Now!.CandidateId, StringComparer.Ordinal)
            .ThenBy(change => change.Now!.Identity, StringComparer.Ordinal)
            .ToList();
        if (added.Count > 0)
        {
            await session.Import(Copy, added, (row, change) => Send(row, companyId, session.Now, change.Now!, change.Content)).ConfigureAwait(false);
        }
    }

    private static async Task Replace(PostgresSession session, string companyId, Guid id, KnownDocument now, DocumentRow? content)
    {
        var written = await session.Execute(Update, new
        {
            companyId,
            id,
            now.CandidateId,
            applicationId = now.ApplicationId ?? "",
            now.Identity,
            scope = Scope(now),
            now.ExternalId,
            type = now.Type.ToColumn(),
            fileName = now.FileName.ToColumn(),
            mimeType = now.MimeType.ToColumn(),
            now.Size,
            now.StatedSize,
            now.ContentHash,
            now = session.Now,
            keep = content is null && now.ContentHash is not null,
            content = content?.EncryptedContent,
        }).ConfigureAwait(false);
        ThrowUnless(written == 1);
    }

    private static async Task Send(PostgresImport row, string companyId, DateTimeOffset now, KnownDocument document, DocumentRow? content)
    {
        await row.Text(companyId).ConfigureAwait(false);
        await row.Value(Guid.CreateVersion7(now), NpgsqlDbType.Uuid).ConfigureAwait(false);
        await row.Text(document.CandidateId).ConfigureAwait(false);
        await row.Text(document.ApplicationId ?? "").ConfigureAwait(false);
        await row.Text(document.Identity).ConfigureAwait(false);
        await row.Text(document.Identity).ConfigureAwait(false);
        await row.Value(Scope(document), NpgsqlDbType.Smallint).ConfigureAwait(false);
        await row.Text(document.ExternalId).ConfigureAwait(false);
        await row.Text(document.Type.ToColumn()).ConfigureAwait(false);
        await row.Text(document.FileName.ToColumn()).ConfigureAwait(false);
        await row.Text(document.MimeType.ToColumn()).ConfigureAwait(false);
        await row.Value(document.Size, NpgsqlDbType.Bigint).ConfigureAwait(false);
        await row.Value(document.StatedSize, NpgsqlDbType.Bigint).ConfigureAwait(false);
        await row.Text(document.ContentHash).ConfigureAwait(false);
        await row.Value(now, NpgsqlDbType.TimestampTz).ConfigureAwait(false);
        await row.Value(now, NpgsqlDbType.TimestampTz).ConfigureAwait(false);
        await row.Value(content?.EncryptedContent, NpgsqlDbType.Bytea).ConfigureAwait(false);
    }

    private static short Scope(KnownDocument document) => document.Identity is null ? (short)0 : (short)document.Scope;

    private static void ThrowUnless(bool undisturbed)
    {
        if (!undisturbed)
        {
            throw new PostgresConflictException();
        }
    }
}
