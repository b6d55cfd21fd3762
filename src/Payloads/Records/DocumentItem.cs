namespace Jobvite.Payloads;

/// <summary>What is known of a candidate's document.</summary>
/// <param name="Id">This service's id, for the download.</param>
/// <param name="ApplicationId">Jobvite's id of the application it came with.</param>
/// <param name="Type">resume, cover_letter or attachment.</param>
/// <param name="FileName">As Jobvite named it.</param>
/// <param name="MimeType">As Jobvite named it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Stored">The content is here; otherwise a download fetches it from Jobvite.</param>
/// <param name="CreatedAt">When it became known.</param>
public sealed record DocumentItem(
    Guid Id, string? ApplicationId, string Type, string? FileName, string? MimeType, long? Size, bool Stored, DateTime CreatedAt);
