using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The frame of one page of a run.</summary>
public sealed record RunPage
{
    public required RunRef Run { get; init; }

    /// <summary>Opaque to the store; where the run goes on after a crash.</summary>
    public required string NextCursor { get; init; }

    /// <summary>When the request to Jobvite was sent.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>What Jobvite says there is in all; the largest that it said stays. Null says nothing.</summary>
    public int? Total { get; init; }

    /// <summary>
    /// Records that could not be read. They count as fetched and failed, and an id among them counts as seen.
    /// The run keeps the first 100.
    /// </summary>
    public IReadOnlyList<RecordFailure> Failures { get; init; } = [];

    /// <summary>Entries that <see cref="IRecordStore.FindKnown"/> recognized: they are seen and unchanged.</summary>
    public IReadOnlyList<StoredEntry> Known { get; init; } = [];

    /// <summary>Set when something on this page forbids deletion at the end; the first reason stays.</summary>
    public string? DeletionBlocked { get; init; }

    /// <summary>The page size to begin with next time; null leaves the stored one.</summary>
    public int? PageSize { get; init; }

    /// <summary>The run says nothing about tasks after all: those that it has seen are forgotten, so that none is taken for missing.</summary>
    public bool ForgetsTasks { get; init; }

    /// <summary>
    /// What was last read before it came from another source: this page takes its place and is not laid over it, and its documents are to be
    /// fetched anew. Null: there is no such thing.
    /// </summary>
    public DateTimeOffset? SourceSince { get; init; }

    /// <summary>What the holder remembers of the pages before; without it, the store reads their ids again.</summary>
    public RunMemory Memory { get; init; } = new();
}
