using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A document with its encrypted content, if that is stored.</summary>
public sealed record StoredDocument(DocumentView Document, string CandidateId, string Name, byte[]? EncryptedContent);
