namespace Jobvite.Storage;

/// <summary>What is stored of a document, without its content.</summary>
internal sealed record KnownDocument(DocumentKey Key, string? FileName, string? MimeType, long? Size, string? ContentHash);
