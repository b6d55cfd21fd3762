namespace Jobvite.Storage;

/// <summary>A document to be written.</summary>
internal sealed record DocumentChange(DocumentKey Key, DocumentRow Row);
