using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Where a run stands when it is taken for execution.</summary>
public sealed record RunCheckpoint
{
    public required RunRef Run { get; init; }

    public required SyncKind Kind { get; init; }

    public required SyncMode Mode { get; init; }

    public required RunTrigger Trigger { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>As the last page left it; null before the first.</summary>
    public string? Cursor { get; init; }

    public int? Limit { get; init; }

    public DateTimeOffset? ChangedSince { get; init; }

    /// <inheritdoc cref="NewRun.SourceSince"/>
    public DateTimeOffset? SourceSince { get; init; }

    /// <inheritdoc cref="NewRun.Confirms"/>
    public int? Confirms { get; init; }

    public required SyncProgress Progress { get; init; }

    /// <summary>Why this run must not delete, if something came up.</summary>
    public string? DeletionBlocked { get; init; }

    /// <summary>A record failed without a readable id (a failure with a null id was stored), so nobody knows which one it was.</summary>
    public bool FailedWithoutId { get; init; }

    /// <summary>The page size that worked last in this run, or in an earlier one of its kind; null when nothing speaks against the largest.</summary>
    public int? PageSize { get; init; }

    public bool CancelRequested { get; init; }
}
