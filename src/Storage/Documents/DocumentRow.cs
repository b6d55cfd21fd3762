namespace Jobvite.Storage;

/// <summary>
/// A candidate's document. It is the document with its <see cref="ExternalId"/> where it has one, otherwise with its application, type, file
/// name, and its position among those that are equal in all of these.
/// </summary>
public sealed record DocumentRow
{
    public string? ApplicationId { get; init; }

    /// <summary>Jobvite's id of the document, at most 128 characters; null where Jobvite gives none.</summary>
    public string? ExternalId { get; init; }

    /// <summary><c>resume</c>, <c>cover_letter</c> or <c>attachment</c>, or whatever Jobvite says, of any length.</summary>
    public required string Type { get; init; }

    public string? FileName { get; init; }

    public string? MimeType { get; init; }

    /// <summary>Bytes of the plain content, counted where there is content, otherwise as stated.</summary>
    public long? Size { get; init; }

    /// <summary>Bytes as Jobvite states them: compared with what it stated before, never with what was counted.</summary>
    public long? StatedSize { get; init; }

    /// <summary>Keyed hash of the plain content; null when there is no content.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The content, encrypted by the caller; null when it has not been fetched.</summary>
    public byte[]? EncryptedContent
    {
        get => field ??= Encrypt?.Invoke();
        init;
    }

    /// <summary>Makes <see cref="EncryptedContent"/> when it is first asked for: most documents that come with a list are stored already.</summary>
    public Func<byte[]>? Encrypt { get; init; }
}

/// <summary>Which documents an answer is about. What each proves is in docs/adr/0022.</summary>
public enum DocumentScope
{
    /// <summary>The resume of one application, or of the person.</summary>
    Resume = 1,

    /// <summary>The artifacts of one application.</summary>
    ApplicationArtifacts = 2,

    /// <summary>The artifacts that an entry shows as the person's.</summary>
    PersonArtifacts = 3,

    /// <summary>All artifacts of the person and of the person's applications, as Jobvite hands them out when asked.</summary>
    AllArtifacts = 4,
}

/// <summary>All documents of a scope, as one answer of Jobvite has them. Storing it replaces what is stored of the scope.</summary>
/// <param name="Scope">What it is about.</param>
/// <param name="ApplicationId">The application, for the scopes of one; null for a resume of the person.</param>
/// <param name="Documents">In Jobvite's order.</param>
public sealed record ToldDocuments(DocumentScope Scope, string? ApplicationId, IReadOnlyList<DocumentRow> Documents)
{
    /// <summary>False when a part of the answer could not be read: what is not in it stays.</summary>
    public bool IsWhole { get; init; } = true;
}
