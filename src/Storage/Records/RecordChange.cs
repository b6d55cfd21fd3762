namespace Jobvite.Storage;

/// <summary>One row to be written.</summary>
/// <param name="Id">Jobvite's id.</param>
/// <param name="Owner">Id of the record it belongs to; empty when it stands alone.</param>
/// <param name="Row">The columns to be stored; null when the content stays and only the times below change.</param>
internal sealed record RecordChange<TRow>(string Id, string Owner, TRow? Row)
    where TRow : class, IRecordRow
{
    public required string SourceHash { get; init; }

    public required string ContentHash { get; init; }

    /// <summary>Goes along with <see cref="Row"/>; shown and sorted by, never decided by.</summary>
    public required DateTimeOffset? SourceUpdatedAt { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>See <see cref="Storage.EntryFingerprint"/>; applications only, and null where the entry is not to be recognized.</summary>
    public required byte[]? EntryFingerprint { get; init; }

    /// <summary>There was no such row before.</summary>
    public required bool Created { get; init; }

    /// <summary>The deletion mark goes.</summary>
    public required bool Revived { get; init; }

    /// <summary>Readers are to see it as changed now, though its own content stays.</summary>
    public required bool Changed { get; init; }
}
