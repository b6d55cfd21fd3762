using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A run's row: what everybody may see of it, and what only its holder needs.</summary>
internal sealed record StoredRun(string CompanyId, SyncRun Run, string FailuresJson)
{
    public required int Epoch { get; init; }

    public required bool CancelRequested { get; init; }

    public string? Cursor { get; init; }

    public int? Limit { get; init; }

    public DateTimeOffset? ChangedSince { get; init; }

    public DateTimeOffset? SourceSince { get; init; }

    public int? Confirms { get; init; }

    /// <summary>It begins when the run under way has ended.</summary>
    public bool Waits { get; init; }

    public string? DeletionBlocked { get; init; }

    public bool FailedWithoutId { get; init; }

    public int? PageSize { get; init; }

    public RunPulse Pulse(int epoch) => RunCounting.Pulse(Run.Status, Epoch, CancelRequested, epoch);

    public RunCheckpoint ToCheckpoint() => new()
    {
        Run = new RunRef(CompanyId, Run.RunId, Epoch),
        Kind = Run.Kind,
        Mode = Run.Mode,
        Trigger = Run.Trigger,
        StartedAt = Run.StartedAt,
        Cursor = Cursor,
        Limit = Limit,
        ChangedSince = ChangedSince,
        SourceSince = SourceSince,
        Confirms = Confirms,
        Progress = Run.Progress,
        DeletionBlocked = DeletionBlocked,
        FailedWithoutId = FailedWithoutId,
        PageSize = PageSize,
        CancelRequested = CancelRequested,
    };
}
