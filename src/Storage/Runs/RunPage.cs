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

/// <summary>What storing a page did.</summary>
public sealed record PageResult
{
    /// <summary>Stored; or the holder must stop (then nothing was stored unless cancel was asked).</summary>
    public required RunPulse Pulse { get; init; }

    /// <summary>Ids on this page that the run had not seen before (for candidates: of applications, or of persons without one).</summary>
    public int NewIds { get; init; }

    /// <summary>Of the page as it came, records that the run had seen before included.</summary>
    public UpsertCounts Counts { get; init; }

    /// <summary>The run's progress after this page.</summary>
    public SyncProgress Progress { get; init; } = new();
}

/// <summary>Lists the ids that a page shows to its run.</summary>
internal static class PageIds
{
    public static IReadOnlyList<SeenIds> Of(RunPage page, IReadOnlyList<JobRow> jobs) => [All(SeenEntity.Jobs, jobs), .. Failed(page)];

    public static IReadOnlyList<SeenIds> Of(RunPage page, IReadOnlyList<ProcessRow> processes) => [All(SeenEntity.Processes, processes), .. Failed(page)];

    public static IReadOnlyList<SeenIds> Of(RunPage page, IReadOnlyList<TaskRow> tasks) => [All(SeenEntity.Tasks, tasks), .. Failed(page)];

    /// <summary>Jobvite lists applications, so applications are what makes an entry new, or the person who has none.</summary>
    public static IReadOnlyList<SeenIds> Of(RunPage page, IReadOnlyList<CandidateRow> candidates)
    {
        var applications = Distinct(candidates.SelectMany(row => row.Applications).Select(row => row.Id).Concat(page.Known.Select(entry => entry.ApplicationId)));
        return
        [
            new SeenIds(
                SeenEntity.Candidates,
                Distinct(candidates.Select(row => row.Id).Concat(page.Known.Select(entry => entry.CandidateId))),
                Distinct(candidates.Where(row => row.Applications.Count == 0).Select(row => row.Id))),
            new SeenIds(SeenEntity.Applications, applications, applications),
            .. Failed(page),
        ];
    }

    private static SeenIds All(SeenEntity entity, IReadOnlyList<IRecordRow> rows)
    {
        var ids = Distinct(rows.Select(row => row.Id));
        return new SeenIds(entity, ids, ids);
    }

    private static IEnumerable<SeenIds> Failed(RunPage page)
    {
        var ids = Distinct(page.Failures.Select(failure => failure.Id).OfType<string>());
        return ids.Count == 0 ? [] : [new SeenIds(SeenEntity.Failed, ids, ids)];
    }

    private static List<string> Distinct(IEnumerable<string> ids) => [.. ids.Distinct(StringComparer.Ordinal)];
}

/// <summary>Ids of one sort on a page.</summary>
/// <param name="Entity">Of what.</param>
/// <param name="Ids">All of them, without repetition: they count as seen.</param>
/// <param name="Counted">Those by which a page is judged to bring something new.</param>
internal sealed record SeenIds(SeenEntity Entity, IReadOnlyList<string> Ids, IReadOnlyList<string> Counted);

/// <summary>What the ids that a run has seen are ids of. The numbers are stored.</summary>
internal enum SeenEntity
{
    Jobs = 1,
    Candidates = 2,
    Applications = 3,
    Processes = 4,
    Tasks = 5,

    /// <summary>Records that could not be read, of whatever sort.</summary>
    Failed = 6,
}
