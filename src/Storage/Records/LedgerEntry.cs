namespace Jobvite.Storage;

/// <summary>A record as it stands in the middle of a write.</summary>
internal sealed class LedgerEntry<TRow>
    where TRow : class, IRecordRow
{
    private bool _dirty;
    private (DateTimeOffset? Date, string SourceHash)? _shown;

    public LedgerEntry(StoredRecord stored)
    {
        Id = stored.Id;
        SourceHash = stored.SourceHash;
        ContentHash = stored.ContentHash;
        ReadAt = stored.ReadAt;
        DeletedAt = stored.DeletedAt;
        RawJson = stored.RawJson;
    }

    public LedgerEntry(TRow row, string owner, string hash, DateTimeOffset readAt)
    {
        Id = row.Id;
        Created = true;
        Replace(row, owner, hash, hash, row.SourceUpdatedAt, readAt);
    }

    public string Id { get; }

    public string Owner { get; private set; } = "";

    public string SourceHash { get; private set; } = "";

    public string ContentHash { get; private set; } = "";

    public DateTimeOffset ReadAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public string? RawJson { get; private set; }

    /// <summary>Makes nothing dirty: it goes along when the row is written.</summary>
    public byte[]? EntryFingerprint { get; set; }

    /// <summary>Entries of the present answer show the record differently.</summary>
    public bool IsDisputed { get; private set; }

    private TRow? Row { get; set; }

    private DateTimeOffset? SourceUpdatedAt { get; set; }

    private bool Created { get; }

    private bool Revived { get; set; }

    private bool Changed { get; set; }

    /// <summary>
    /// Notes what an entry of the present answer shows of the record. Of two that differ, the one that Jobvite dates later counts, or where that
    /// does not decide the one further down: false for the other.
    /// </summary>
    public bool Show(DateTimeOffset? date, string sourceHash)
    {
        if (_shown is { } before)
        {
            if (before.SourceHash == sourceHash)
            {
                _shown = (before.Date > date || date is null ? before.Date : date, sourceHash);
                return true;
            }

            IsDisputed = true;
            if (date < before.Date)
            {
                return false;
            }
        }

        _shown = (date, sourceHash);
        return true;
    }

    public void Replace(TRow row, string owner, string sourceHash, string contentHash, DateTimeOffset? sourceUpdatedAt, DateTimeOffset readAt)
    {
        Row = row;
        Owner = owner;
        SourceHash = sourceHash;
        ContentHash = contentHash;
        RawJson = row.RawJson;
        SourceUpdatedAt = sourceUpdatedAt;
        Note(readAt);
        Revive();
    }

    /// <summary>The content is that of an answer asked for at this time.</summary>
    public void Note(DateTimeOffset readAt)
    {
        ReadAt = readAt;
        _dirty = true;
    }

    public bool Revive()
    {
        if (DeletedAt is null)
        {
            return false;
        }

        DeletedAt = null;
        Revived = true;
        _dirty = true;
        return true;
    }

    public void MarkChanged()
    {
        Changed = true;
        _dirty = true;
    }

    public RecordChange<TRow>? ToChange() => !_dirty
        ? null
        : new RecordChange<TRow>(Id, Owner, Row)
        {
            SourceHash = SourceHash,
            ContentHash = ContentHash,
            SourceUpdatedAt = SourceUpdatedAt,
            ReadAt = ReadAt,
            EntryFingerprint = EntryFingerprint,
            Created = Created,
            Revived = Revived,
            Changed = Changed || Revived,
        };
}
