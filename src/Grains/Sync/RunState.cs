using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>Where an execution stands, page after page.</summary>
internal sealed class RunState(RunCheckpoint checkpoint)
{
    private readonly RunMemory _memory = new();

    /// <summary>The run as it was taken, its cursor moved on by every stored page.</summary>
    public RunCheckpoint Checkpoint { get; private set; } = checkpoint;

    public SyncProgress Progress { get; private set; } = checkpoint.Progress;

    /// <summary>Somebody else has taken the run.</summary>
    public bool Lost { get; private set; }

    /// <summary>Full pages in a row that brought nothing new.</summary>
    public int StalePages { get; private set; }

    /// <summary>Why the list was perhaps not seen whole.</summary>
    public string? Incomplete { get; set; }

    /// <summary>A record failed whose id is not known.</summary>
    public bool FailedWithoutId { get; private set; } = checkpoint.FailedWithoutId;

    /// <summary>How many records a limited run may still read.</summary>
    public int? Remaining => Checkpoint.Limit is { } limit ? Math.Max(0, limit - Progress.Fetched) : null;

    /// <summary>The frame to store <paramref name="page"/> with.</summary>
    public RunPage Frame(PageDraft page) => new()
    {
        Run = Checkpoint.Run,
        NextCursor = page.NextCursor,
        ReadAt = page.ReadAt,
        Total = page.Total,
        Failures = page.Failures,
        DeletionBlocked = page.Incomplete,
        Memory = _memory,
    };

    /// <summary>Reading begins anew from the cursor: what was read again does not count as standing still.</summary>
    public void Interrupted() => StalePages = 0;

    /// <summary>Takes over what storing the page did; false when the run must stop.</summary>
    public bool Apply(PageDraft page, PageResult result)
    {
        if (result.Pulse == RunPulse.Lost)
        {
            Lost = true;
            return false;
        }

        Progress = result.Progress;
        Checkpoint = Checkpoint with { Cursor = page.NextCursor };
        Incomplete ??= page.Incomplete;
        FailedWithoutId |= page.Failures.Any(f => f.Id is null);
        StalePages = page.ExpectsNews && result.NewIds == 0 ? StalePages + 1 : 0;
        return result.Pulse == RunPulse.Alive;
    }
}
