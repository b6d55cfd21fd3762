namespace Jobvite.Storage.Sqlite;

/// <summary>Candidates' documents.</summary>
internal static class SqliteDocumentTable
{
    private const string OfCandidates = $"""
        SELECT {DocumentMap.KnownColumns}
        FROM candidate_documents AS d
        WHERE d.company_id = @companyId AND d.candidate_id IN (SELECT value FROM json_each(@candidates))
        """;

    private const string OfMovedApplications = $"""
        SELECT {DocumentMap.KnownColumns}
        FROM json_each(@applications) AS wanted
        CROSS JOIN applications AS a ON a.company_id = @companyId AND a.jobvite_id = wanted.value ->> 0 AND a.candidate_id <> wanted.value ->> 1
        CROSS JOIN candidate_documents AS d ON d.company_id = @companyId AND d.candidate_id = a.candidate_id AND d.application_id = a.jobvite_id
        """;

    private const string Standing = $"""
        SELECT {DocumentStanding.Columns}
        FROM candidates
        WHERE company_id = @companyId AND jobvite_id IN (SELECT value FROM json_each(@candidates))
        """;

    private const string Insert = """
        INSERT INTO candidate_documents (
            company_id, id, candidate_id, application_id, identity, name, scope, external_id, type, file_name, mime_type, size, stated_size,
            content_hash, created_at, updated_at, encrypted_content)
        VALUES (
            @companyId, @id, @CandidateId, @applicationId, @Identity, @Identity, @scope, @ExternalId, @Type, @FileName, @MimeType, @Size, @StatedSize,
            @ContentHash, @now, @now, @content)
        """;

    private const string Update = """
        UPDATE candidate_documents
        SET candidate_id = @CandidateId, application_id = @applicationId, identity = @Identity, name = coalesce(@Identity, name), scope = @scope,
            external_id = @ExternalId, type = @Type, file_name = @FileName, mime_type = @MimeType, size = @Size, stated_size = @StatedSize,
            content_hash = @ContentHash, updated_at = @now, encrypted_content = CASE WHEN @keep THEN encrypted_content ELSE @content END
        WHERE company_id = @companyId AND id = @id
        """;

    private const string Delete = "DELETE FROM candidate_documents WHERE company_id = @companyId AND id = @id";

    /// <param name="session">The transaction.</param>
    /// <param name="companyId">Whose.</param>
    /// <param name="readAt">When the answer was asked for.</param>
    /// <param name="candidates">Those that the answer tells of.</param>
    /// <param name="applications">Those in the answer, each with its candidate.</param>
    public static DocumentLedger Ledger(
        SqliteSession session, string companyId, DateTimeOffset readAt, IReadOnlyCollection<string> candidates, IReadOnlyCollection<string[]> applications)
    {
        List<KnownDocument> known = candidates.Count == 0 ? [] : session.Query(OfCandidates, new { companyId, candidates = candidates.ToColumn() }, DocumentMap.Known);
        if (applications.Count > 0)
        {
            var moved = System.Text.Json.JsonSerializer.Serialize(applications);
            known.AddRange(session.Query(OfMovedApplications, new { companyId, applications = moved }, DocumentMap.Known));
        }

        List<(string Id, DocumentStanding Standing)> standing = candidates.Count == 0
            ? []
            : session.Query(Standing, new { companyId, candidates = candidates.ToColumn() }, DocumentStanding.Of);
        return new DocumentLedger(known, standing.ToDictionary(one => one.Id, one => one.Standing, StringComparer.Ordinal), readAt);
    }

    /// <summary>Removed ones first: another may take the place.</summary>
    public static void Write(SqliteSession session, string companyId, IReadOnlyList<DocumentChange> changes)
    {
        session.Execute(Delete, changes
            .Where(change => change.Now is null)
            .Select(change => new { companyId, id = change.Stored!.Id!.Value.ToColumn() }));
        session.Execute(Update, changes.Where(change => change is { Stored: not null, Now: not null }).Select(change => Arguments(session, companyId, change)));
        session.Execute(Insert, changes.Where(change => change.Stored is null).Select(change => Arguments(session, companyId, change)));
    }

    private static object Arguments(SqliteSession session, string companyId, DocumentChange change)
    {
        var now = change.Now!;
        return new
        {
            companyId,
            id = (change.Stored?.Id ?? Guid.CreateVersion7(session.Now)).ToColumn(),
            now.CandidateId,
            applicationId = now.ApplicationId ?? "",
            now.Identity,
            scope = change.Now!.Identity is null ? 0 : (int)now.Scope,
            now.ExternalId,
            now.Type,
            now.FileName,
            now.MimeType,
            now.Size,
            now.StatedSize,
            now.ContentHash,
            keep = change.Content is null && now.ContentHash is not null,
            content = change.Content?.EncryptedContent,
            now = session.Now.ToColumn(),
        };
    }
}
