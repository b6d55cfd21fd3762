using Jobvite.Client;
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

    /// <summary>A list with a filter ended at once with an answer that only seems to mean that nothing matches (<see cref="PageOutcome.NothingMatched"/>).</summary>
    public bool NothingMatched { get; init; }

    /// <summary>What the run must say at its end, though what it read is whole: it is partial then.</summary>
    public string? Remark { get; init; }

    /// <summary>The page size to begin with next time; null leaves the stored one.</summary>
    public int? PageSize { get; init; }

    /// <summary>The page was full and more are expected: it should bring something new.</summary>
    public bool ExpectsNewRecords { get; init; }

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

    /// <summary>A page of a list, whose cursor is the list's next start.</summary>
    /// <param name="page">What was read.</param>
    /// <param name="first">Where the first page of this reading began: behind the list's beginning it resumes.</param>
    /// <param name="readAt">When the request was sent.</param>
    /// <param name="save">Stores the records.</param>
    public static PageDraft From<T>(JobvitePage<T> page, int first, DateTimeOffset readAt, Func<RunPage, CancellationToken, Task<PageResult>> save) => new()
    {
        NextCursor = RunCursor.At(page.NextStart),
        Fetched = page.Records.Count + page.Known.Count + page.Malformed.Count,
        Total = page.Total is > 0 ? page.Total : null,
        Failures = FailuresOf(page.Malformed),
        Incomplete = page.Outcome switch
        {
            PageOutcome.Ended => $"{page.IncompleteReason} A run that sees less than it is told of deletes nothing.",
            PageOutcome.Incomplete => page.IncompleteReason,
            _ => null,
        },
        NothingMatched = page.Outcome == PageOutcome.NothingMatched,
        EndReached = page.Outcome == PageOutcome.Ended,
        PageSize = page.WorkingSize,
        ExpectsNewRecords = page.Outcome == PageOutcome.More && page.Start != first,
        Resumes = first > 0 && page.Start == first,
        ReadAt = readAt,
        Save = save,
    };

    /// <summary>The client's malformed records as a run lists them.</summary>
    public static IReadOnlyList<RecordFailure> FailuresOf(IReadOnlyList<MalformedRecord> malformed) =>
        malformed.Select(m => new RecordFailure(m.Id, m.Reason)).ToList();
}
