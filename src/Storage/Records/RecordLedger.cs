namespace Jobvite.Storage;

/// <summary>
/// Decides what the records of one answer do to the stored ones, one after another, so that the same record may come twice.
/// Knows no database: it is given what is stored and tells what to write.
/// </summary>
/// <param name="entity">What the records are.</param>
/// <param name="stored">The stored ones among the incoming ids.</param>
/// <param name="merge">Lays the incoming record over the stored JSON.</param>
/// <param name="answer">Where the records came from.</param>
/// <param name="now">The time by our clock.</param>
/// <param name="hashes">Of the incoming records.</param>
internal sealed class RecordLedger<TRow>(
    SeenEntity entity, IEnumerable<StoredRecord> stored, Func<string, TRow, TRow> merge, RecordAnswer answer, DateTimeOffset now, SourceHashes hashes)
    where TRow : class, IRecordRow
{
    private readonly Dictionary<string, LedgerEntry<TRow>> _entries =
        stored.ToDictionary(record => record.Id, record => new LedgerEntry<TRow>(record), StringComparer.Ordinal);

    private readonly HashSet<string> _fromElsewhere = new(StringComparer.Ordinal);

    /// <summary>What is to be written.</summary>
    public IReadOnlyList<RecordChange<TRow>> Changes => [.. _entries.Values.Select(entry => entry.ToChange()).OfType<RecordChange<TRow>>()];

    /// <summary>Takes one record; <paramref name="owner"/> is the id of the record it belongs to.</summary>
    public RecordOutcome Apply(TRow incoming, string owner = "")
    {
        var sourceHash = hashes.Of(incoming, owner);
        if (!_entries.TryGetValue(incoming.Id, out var entry))
        {
            entry = new LedgerEntry<TRow>(incoming, owner, sourceHash, answer.ReadAt);
            entry.Show(incoming.SourceUpdatedAt, sourceHash);
            _entries.Add(incoming.Id, entry);
            return RecordOutcome.Created;
        }

        if (answer.SeenLater.Contains((entity, incoming.Id)) || Freshness.IsStale(answer.ReadAt, entry.ReadAt, now))
        {
            // A deletion is a statement too, made when the mark was set: an answer asked for after it shows that the record is there.
            return entry.DeletedAt <= answer.ReadAt && entry.Revive() ? RecordOutcome.Updated : RecordOutcome.Stale;
        }

        if (!entry.Show(incoming.SourceUpdatedAt, sourceHash))
        {
            return RecordOutcome.Stale;
        }

        // Nothing of what another source said of a record with the same id may stay.
        var isFormer = entry.ReadAt < answer.SourceSince;
        if (isFormer)
        {
            _fromElsewhere.Add(incoming.Id);
        }

        if (isFormer || sourceHash != entry.SourceHash)
        {
            var merged = merge(isFormer ? "{}" : entry.RawJson ?? throw new InvalidOperationException("The stored JSON of a changed record was not loaded."), incoming);
            var contentHash = ContentHash.Of(merged.RawJson, owner);
            if (contentHash != entry.ContentHash)
            {
                entry.Replace(merged, owner, sourceHash, contentHash, incoming.SourceUpdatedAt ?? merged.SourceUpdatedAt, answer.ReadAt);
                return RecordOutcome.Updated;
            }
        }

        // A refresh also notes when it read a record that did not change, for its few records: a page that was asked for earlier and arrives
        // later then loses. A run's page would write every row of every page; what it has seen is noted with the run (SeenLater).
        if ((answer.IsRefresh && answer.ReadAt > entry.ReadAt) || entry.ReadAt > now)
        {
            entry.Note(answer.ReadAt);
        }

        return entry.Revive() ? RecordOutcome.Updated : RecordOutcome.Unchanged;
    }

    /// <summary>The answer shows the record just as it is stored, by an entry that was not read.</summary>
    public void ShowStored(string id)
    {
        if (_entries.TryGetValue(id, out var entry))
        {
            entry.Show(date: null, entry.SourceHash);
        }
    }

    /// <summary>Takes the deletion mark off, whatever the record's own answer said: something that belongs to it is alive.</summary>
    public bool Revive(string id) => _entries[id].Revive();

    /// <summary>What was stored of it when this answer came was another source's (<see cref="RunPage.SourceSince"/>).</summary>
    public bool CameFromElsewhere(string id) => _fromElsewhere.Contains(id);

    public string ContentHashOf(string id) => _entries[id].ContentHash;

    /// <summary>Entries of this answer show the record differently.</summary>
    public bool IsDisputed(string id) => _entries[id].IsDisputed;

    /// <summary>Goes along when the record is written.</summary>
    public void Mark(string id, byte[] entryMark) => _entries[id].EntryFingerprint = entryMark;

    /// <summary>Shows the record as changed now because something that belongs to it changed.</summary>
    public void MarkChanged(string id) => _entries[id].MarkChanged();
}

/// <summary>What must be known of a stored record to decide about an incoming one.</summary>
internal sealed record StoredRecord
{
    public required string Id { get; init; }

    public required string SourceHash { get; init; }

    public required string ContentHash { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Loaded only where the incoming answer differs from the one stored last.</summary>
    public string? RawJson { get; init; }
}

/// <summary>What an incoming record does to the stored one.</summary>
internal enum RecordOutcome
{
    Created,
    Updated,
    Unchanged,

    /// <summary>Not stored: what is stored was asked for later, or another entry of the same answer is dated later.</summary>
    Stale,
}

/// <summary>Adds outcomes up.</summary>
internal sealed class OutcomeCounter
{
    private int _created;
    private int _updated;
    private int _unchanged;
    private int _stale;

    public UpsertCounts Counts => new(_created, _updated, _unchanged, _stale);

    public void Add(RecordOutcome outcome)
    {
        switch (outcome)
        {
            case RecordOutcome.Created:
                _created++;
                break;
            case RecordOutcome.Updated:
                _updated++;
                break;
            case RecordOutcome.Stale:
                _stale++;
                break;
            default:
                _unchanged++;
                break;
        }
    }
}

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
