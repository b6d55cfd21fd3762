namespace Jobvite.Storage;

/// <summary>
/// Decides what a set of incoming records does to the stored ones, one after another, so that the same record may come twice.
/// Knows no database: it is given what is stored and tells what to write.
/// </summary>
/// <param name="stored">The stored ones among the incoming ids.</param>
/// <param name="merge">Lays the incoming record over the stored JSON.</param>
/// <param name="readAt">When the incoming answer was asked for.</param>
/// <param name="noteReading">
/// Also note when a record was read that did not change. A refresh does so, for its few records: a page that was asked for earlier and
/// arrives later then loses. A run's page does not: it would write every row of every page for a case that the next run heals.
/// </param>
/// <param name="hashes">Of the incoming records.</param>
internal sealed class RecordLedger<TRow>(
    IEnumerable<StoredRecord> stored, Func<string, TRow, TRow> merge, DateTimeOffset readAt, bool noteReading, SourceHashes hashes)
    where TRow : class, IRecordRow
{
    private readonly Dictionary<string, LedgerEntry<TRow>> _entries =
        stored.ToDictionary(record => record.Id, record => new LedgerEntry<TRow>(record), StringComparer.Ordinal);

    /// <summary>What is to be written.</summary>
    public IReadOnlyList<RecordChange<TRow>> Changes => [.. _entries.Values.Select(entry => entry.ToChange()).OfType<RecordChange<TRow>>()];

    /// <summary>Takes one record; <paramref name="owner"/> is the id of the record it belongs to.</summary>
    public RecordOutcome Apply(TRow incoming, string owner = "")
    {
        var sourceHash = hashes.Of(incoming, owner);
        if (!_entries.TryGetValue(incoming.Id, out var entry))
        {
            _entries.Add(incoming.Id, new LedgerEntry<TRow>(incoming, owner, sourceHash, readAt));
            return RecordOutcome.Created;
        }

        if (Freshness.IsStale(incoming.SourceUpdatedAt, readAt, entry.SourceUpdatedAt, entry.ReadAt))
        {
            // A deletion is a statement too, made when the mark was set: an answer asked for after it shows that the record is there.
            return entry.DeletedAt <= readAt && entry.Revive() ? RecordOutcome.Updated : RecordOutcome.Stale;
        }

        if (sourceHash != entry.SourceHash)
        {
            var merged = merge(entry.RawJson ?? throw new InvalidOperationException("The stored JSON of a changed record was not loaded."), incoming);
            var contentHash = ContentHash.Of(merged.RawJson, owner);
            if (contentHash != entry.ContentHash)
            {
                entry.Replace(merged, owner, sourceHash, contentHash, incoming.SourceUpdatedAt ?? merged.SourceUpdatedAt, readAt);
                return RecordOutcome.Updated;
            }
        }

        if (incoming.SourceUpdatedAt > (entry.SourceUpdatedAt ?? DateTimeOffset.MinValue) || (noteReading && readAt > entry.ReadAt))
        {
            entry.Note(incoming.SourceUpdatedAt, readAt);
        }

        return entry.Revive() ? RecordOutcome.Updated : RecordOutcome.Unchanged;
    }

    /// <summary>Takes the deletion mark off, whatever the record's own answer said: something that belongs to it is alive.</summary>
    public bool Revive(string id) => _entries[id].Revive();

    public string ContentHashOf(string id) => _entries[id].ContentHash;

    /// <summary>Jobvite dates the stored record later than this answer, so that the answer would be stale however often it came.</summary>
    public bool IsDatedLater(TRow incoming) => incoming.SourceUpdatedAt < _entries[incoming.Id].SourceUpdatedAt;

    /// <summary>Goes along when the record is written.</summary>
    public void Mark(string id, byte[] entryMark) => _entries[id].EntryMark = entryMark;

    /// <summary>Shows the record as changed now because something that belongs to it changed.</summary>
    public void MarkChanged(string id) => _entries[id].MarkChanged();
}
