namespace Jobvite.Storage;

/// <summary>
/// A candidate's document. Within a candidate it is known by application, type and <see cref="Name"/>; a later one of the same
/// name replaces it when its content differs.
/// </summary>
public sealed record DocumentRow
{
    public string? ApplicationId { get; init; }

    /// <summary><c>resume</c>, <c>cover_letter</c> or <c>attachment</c>.</summary>
    public required string Type { get; init; }

    /// <summary>File name, or Jobvite's id of the document, or empty: what tells two documents of one type apart.</summary>
    public required string Name { get; init; }

    public string? FileName { get; init; }

    public string? MimeType { get; init; }

    /// <summary>Bytes of the plain content.</summary>
    public long? Size { get; init; }

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
