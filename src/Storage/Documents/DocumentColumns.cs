namespace Jobvite.Storage;

/// <summary>How a document is written: every statement that does so is made of this, on both databases.</summary>
internal static class DocumentColumns
{
    public const string Table = "candidate_documents";

    private static readonly Column<DocumentWrite>[] Kept =
    [
        Of("company_id", ColumnKind.Key, write => write.CompanyId),
        Of("id", ColumnKind.Id, write => write.Id),
        Of("created_at", ColumnKind.Time, write => write.Now),
        Of("name", ColumnKind.Key, write => write.Document.Identity),
        Of("encrypted_content", ColumnKind.Bytes, write => write.Content?.EncryptedContent),
    ];

    private static readonly Column<DocumentWrite>[] Replaced =
    [
        Of("candidate_id", ColumnKind.Key, write => write.Document.CandidateId),
        Of("application_id", ColumnKind.Key, write => write.Document.ApplicationId ?? ""),
        Of("identity", ColumnKind.Key, write => write.Document.Identity),
        Of("scope", ColumnKind.Code, write => write.Document.Identity is null ? (short)0 : (short)write.Document.Scope),
        Of("external_id", ColumnKind.Key, write => write.Document.ExternalId),
        Of("type", ColumnKind.Text, write => write.Document.Type),
        Of("file_name", ColumnKind.Text, write => write.Document.FileName),
        Of("mime_type", ColumnKind.Text, write => write.Document.MimeType),
        Of("size", ColumnKind.Integer, write => write.Document.Size),
        Of("stated_size", ColumnKind.Integer, write => write.Document.StatedSize),
        Of("content_hash", ColumnKind.Key, write => write.Document.ContentHash),
        Of("updated_at", ColumnKind.Time, write => write.Now),
    ];

    /// <summary>What a new row is made of.</summary>
    public static readonly IReadOnlyList<Column<DocumentWrite>> All = [.. Kept, .. Replaced];

    /// <summary>The parameters of <see cref="Update"/>.</summary>
    public static readonly IReadOnlyList<Column<DocumentWrite>> OfUpdate =
        [.. All, Of("keep", ColumnKind.Flag, write => write.Content is null && write.Document.ContentHash is not null)];

    /// <summary>Changes one row. The stored content stays where nothing replaces it: it is never read for that.</summary>
    public static readonly string Update = $"""
        UPDATE {Table}
        SET {string.Join(", ", Replaced.Select(column => $"{column.Name} = @{column.Name}"))},
            name = coalesce(@identity, name), encrypted_content = CASE WHEN @keep THEN encrypted_content ELSE @encrypted_content END
        WHERE company_id = @company_id AND id = @id
        """;

    private static Column<DocumentWrite> Of<TValue>(string name, ColumnKind<TValue> kind, Func<DocumentWrite, TValue> value) =>
        new Column<DocumentWrite, TValue>(name, kind, value);
}

/// <summary>A document to be written.</summary>
/// <param name="Document">As it is to be.</param>
/// <param name="Content">As of <see cref="DocumentChange"/>.</param>
/// <param name="CompanyId">Whose.</param>
/// <param name="Id">Ours; a new one of a new document.</param>
/// <param name="Now">When it is written.</param>
internal sealed record DocumentWrite(KnownDocument Document, DocumentRow? Content, string CompanyId, Guid Id, DateTimeOffset Now)
{
    /// <param name="companyId">Whose.</param>
    /// <param name="now">When it is written.</param>
    /// <param name="change">One that does not remove the document.</param>
    public static DocumentWrite Of(string companyId, DateTimeOffset now, DocumentChange change) =>
        new(change.Now!, change.Content, companyId, change.Stored?.Id ?? Guid.CreateVersion7(now), now);
}
