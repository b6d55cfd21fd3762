namespace Jobvite.Storage;

/// <summary>The hashes of incoming records: needed to look the stored ones up and again to decide, and computed once.</summary>
internal sealed class SourceHashes
{
    private readonly Dictionary<IRecordRow, string> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The hash of a record that belongs to <paramref name="owner"/>; the same object always has the same owner.</summary>
    public string Of(IRecordRow row, string owner)
    {
        if (!_known.TryGetValue(row, out var hash))
        {
            hash = ContentHash.Of(row.RawJson, owner);
            _known.Add(row, hash);
        }

        return hash;
    }
}
