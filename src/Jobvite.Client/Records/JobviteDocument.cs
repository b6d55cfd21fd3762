namespace Jobvite.Client;

/// <summary>A document of a candidate: inline in the candidate's record, or read by itself.</summary>
/// <param name="Type"><c>resume</c>, <c>cover_letter</c>, <c>attachment</c>, or whatever Jobvite says.</param>
/// <param name="FileName">As uploaded; not safe as a path.</param>
/// <param name="MimeType">As Jobvite states it; null when it only gives a format.</param>
/// <param name="Size">Bytes, as stated by Jobvite or counted.</param>
/// <param name="Content">The decoded bytes; null when they were not inline or were not valid Base64.</param>
/// <param name="ApplicationId">The application it came with, if any.</param>
/// <param name="ExternalId">Jobvite's id of the document, if it has one.</param>
public sealed record JobviteDocument(
    string? Type,
    string? FileName,
    string? MimeType,
    long? Size,
    ReadOnlyMemory<byte>? Content,
    string? ApplicationId,
    string? ExternalId)
{
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Type = ").Append(Type).Append(", Size = ").Append(Size);
        return true;
    }
}
