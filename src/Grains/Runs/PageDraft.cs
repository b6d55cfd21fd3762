using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>A page that was read and parsed and waits to be stored.</summary>
internal sealed record PageDraft
{
    /// <summary>Where the run goes on once this page is stored.</summary>
    public required string NextCursor { get; init; }

    /// <summary>How many records the page holds, bad ones included.</summary>
    public required int Fetched { get; init; }

    public int? Total { get; init; }

    public IReadOnlyList<RecordFailure> Failures { get; init; } = [];

    /// <summary>Why the list was perhaps not seen whole; such a run deletes nothing.</summary>
    public string? Incomplete { get; init; }

    /// <summary>With <see cref="Incomplete"/>: reading the list again will hardly bring more, so the run may serve as a watermark.</summary>
    public bool EndReached { get; init; }

    /// <summary>What the run must say at its end, though what it read is whole: it is partial then.</summary>
    public string? Remark { get; init; }

    /// <summary>The page size to begin with next time; null leaves the stored one.</summary>
    public int? PageSize { get; init; }

    /// <summary>The page was full and more are expected: it should bring something new.</summary>
    public bool ExpectsNews { get; init; }

    /// <summary>
    /// The first page after an interruption. It begins a page early: if nothing on it is known, the list has moved, and records may have
    /// slipped past.
    /// </summary>
    public bool Resumes { get; init; }

    /// <summary>What is read next depends on this page being stored, so nothing is read ahead.</summary>
    public bool StoreFirst { get; init; }

    /// <summary>When its request was sent.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Stores the records together with the run's cursor.</summary>
    public required Func<RunPage, CancellationToken, Task<PageResult>> Save { get; init; }
}
