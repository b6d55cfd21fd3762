namespace Jobvite.Storage;

/// <summary>Decides which incoming documents are new or differ from what is stored. An answer without content never removes a content.</summary>
internal sealed class DocumentLedger(IEnumerable<KnownDocument> stored)
{
    private readonly Dictionary<DocumentKey, KnownDocument> _known = stored.ToDictionary(document => document.Key);
    private readonly Dictionary<DocumentKey, DocumentChange> _changes = [];

    public IReadOnlyList<DocumentChange> Changes => [.. _changes.Values];

    public void Apply(string candidateId, DocumentRow row)
    {
        var key = DocumentKey.Of(candidateId, row);
        if (_known.TryGetValue(key, out var known) && !Differs(row, known))
        {
            return;
        }

        _known[key] = new KnownDocument(key, row.FileName, row.MimeType, row.Size, row.ContentHash);
        _changes[key] = new DocumentChange(key, row);
    }

    private static bool Differs(DocumentRow row, KnownDocument known) => row.ContentHash is not null
        ? row.ContentHash != known.ContentHash
        : known.ContentHash is null && (row.FileName != known.FileName || row.MimeType != known.MimeType || row.Size != known.Size);
}
