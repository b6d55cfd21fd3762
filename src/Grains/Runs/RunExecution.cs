using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>Where an execution stands, page after page.</summary>
internal sealed class RunExecution(RunCheckpoint checkpoint)
{
    private readonly RunMemory _memory = new();

    /// <summary>The run as it was taken, its cursor moved on by every stored page.</summary>
    public RunCheckpoint Checkpoint { get; private set; } = checkpoint;

    public SyncProgress Progress { get; private set; } = checkpoint.Progress;

    /// <summary>Full pages in a row that brought nothing new.</summary>
    public int StalePages { get; private set; }

    /// <summary>Why the list was perhaps not seen whole.</summary>
    public string? Incomplete { get; private set; } = checkpoint.DeletionBlocked;

    /// <summary>The run may serve as a watermark, though it deletes nothing: see <see cref="PageDraft.EndReached"/>.</summary>
    public bool EndReached { get; private set; } = checkpoint.DeletionBlocked is null;

    /// <inheritdoc cref="RunEnd.Unproven"/>
    public bool Unproven { get; private set; }

    /// <inheritdoc cref="PageDraft.Remark"/>
    public string? Remark { get; private set; }

    /// <summary>A record failed whose id is not known.</summary>
    public bool FailedWithoutId { get; private set; } = checkpoint.FailedWithoutId;

    /// <summary>How many records a limited run may still read.</summary>
    public int? Remaining => Checkpoint.Limit is { } limit ? Math.Max(0, limit - Progress.Fetched) : null;

    /// <summary>What is stored together with the records of <paramref name="page"/>.</summary>
    public RunPage HeaderOf(PageDraft page) => new()
    {
        Run = Checkpoint.Run,
        NextCursor = page.NextCursor,
        ReadAt = page.ReadAt,
        Total = page.Total,
        Failures = page.Failures,
        DeletionBlocked = page.Incomplete,
        PageSize = page.PageSize,
        SourceSince = Checkpoint.SourceSince,
        Memory = _memory,
    };

    /// <summary>Reading begins anew from the cursor: what was read again does not count as standing still.</summary>
    public void Interrupted() => StalePages = 0;

    /// <summary>How the run ends when it cannot go on.</summary>
    public RunEnd Broken(string error) => new(Progress.Fetched > 0 ? RunStatus.Partial : RunStatus.Failed, error, Complete: false);

    /// <summary>Something was switched off that a run reads; what was switched on waits for the next run.</summary>
    public static bool ReadsLess(SyncSettings former, SyncSettings now) =>
        (former.SyncTasks && !now.SyncTasks) || (former.SyncDocuments && !now.SyncDocuments) || (former.StoreEeoData && !now.StoreEeoData)
        || now.ExcludedFields.Except(former.ExcludedFields).Any();

    /// <summary>Nothing may be concluded from what this run does not see.</summary>
    public void Doubt(string reason, bool endReached = false)
    {
        Incomplete ??= reason;
        EndReached &= endReached;
    }

    /// <summary>Takes over what storing the page did; not null when the run must stop.</summary>
    public ReadingStop? Apply(PageDraft page, PageResult result)
    {
        if (result.Pulse == RunPulse.Lost)
        {
            return ReadingStop.Lost;
        }

        Progress = result.Progress;
        Checkpoint = Checkpoint with { Cursor = page.NextCursor, Progress = Progress, PageSize = page.PageSize ?? Checkpoint.PageSize };
        Remark ??= page.Remark;
        Unproven |= page.NothingMatched && Checkpoint.Mode == SyncMode.Incremental;
        if (page.Incomplete is not null)
        {
            Doubt(page.Incomplete, page.EndReached);
        }

        FailedWithoutId |= page.Failures.Any(f => f.Id is null);
        StalePages = page.ExpectsNewRecords && result.NewIds == 0 ? StalePages + 1 : 0;
        return result.Pulse == RunPulse.Alive ? null : ReadingStop.Cancelled;
    }
}

/// <summary>Why the reading of pages stopped.</summary>
internal enum ReadingStop
{
    /// <summary>The list was read to its end or to the run's limit, or it brings nothing more.</summary>
    EndOfList,

    /// <summary>Reading goes on from the cursor with the settings as they are now.</summary>
    SettingsChanged,

    /// <summary>Somebody asked for the run's end.</summary>
    Cancelled,

    /// <summary>Somebody else has taken the run.</summary>
    Lost,
}
