namespace Jobvite.Client;

/// <summary>A document of a candidate: inline in the candidate's record, or read by itself.</summary>
/// <param name="Type"><c>resume</c>, <c>cover_letter</c>, <c>attachment</c>, or whatever Jobvite says.</param>
/// <param name="FileName">As uploaded; not safe as a path.</param>
/// <param name="MimeType">As Jobvite states it; null when it only gives a format.</param>
/// <param name="StatedSize">Bytes, as stated by Jobvite; null when it does not say.</param>
/// <param name="Content">The decoded bytes, at least one; null when they were not there or cannot be decoded.</param>
/// <param name="ApplicationId">The application it belongs to, if any.</param>
/// <param name="ExternalId">Jobvite's id of the document, if it has one.</param>
public sealed record JobviteDocument(
    string? Type,
    string? FileName,
    string? MimeType,
    long? StatedSize,
    ReadOnlyMemory<byte>? Content,
    string? ApplicationId,
    string? ExternalId)
{
    /// <summary>Bytes, counted where there is content, otherwise as stated.</summary>
    public long? Size => Content?.Length ?? StatedSize;

    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Type = ").Append(Type).Append(", Size = ").Append(Size);
        return true;
    }
}

/// <summary>Which documents a list is about.</summary>
public enum JobviteDocumentScope
{
    /// <summary>The resume of one application (or of the person, where Jobvite puts it there): one or none.</summary>
    Resume,

    /// <summary>The artifacts of one application.</summary>
    ApplicationArtifacts,

    /// <summary>The artifacts that an entry shows as the person's.</summary>
    PersonArtifacts,

    /// <summary>All artifacts of the person and of the person's applications.</summary>
    AllArtifacts,
}

/// <summary>What one answer says about documents: this is all there is of its scope (docs/adr/0022). An answer that says nothing has no such list.</summary>
/// <param name="Scope">Which documents it is about.</param>
/// <param name="ApplicationId">The application, for the scopes of one.</param>
/// <param name="Documents">In Jobvite's order; empty when there are none.</param>
public sealed record JobviteDocumentList(JobviteDocumentScope Scope, string? ApplicationId, IReadOnlyList<JobviteDocument> Documents)
{
    /// <summary>False when a part of the list could not be read, so that a document that is not in it may still exist.</summary>
    public bool IsWhole { get; init; } = true;
}
