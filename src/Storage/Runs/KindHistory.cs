using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What has run of one kind.</summary>
public sealed record KindHistory
{
    public required SyncKind Kind { get; init; }

    /// <summary>Queued or running.</summary>
    public SyncRun? Active { get; init; }

    /// <summary>The one that ended last.</summary>
    public SyncRun? LastEnded { get; init; }

    /// <summary>When the last run began that was finished as complete and had no limit, full or incremental: the watermark of the next incremental one.</summary>
    public DateTimeOffset? LastCompleteStartedAt { get; init; }

    /// <summary>When the last complete full run began.</summary>
    public DateTimeOffset? LastFullStartedAt { get; init; }

    /// <summary>The history without the complete runs that began before <paramref name="time"/>; null leaves it as it is.</summary>
    public KindHistory Since(DateTimeOffset? time) => time is not { } since ? this : this with
    {
        LastCompleteStartedAt = LastCompleteStartedAt >= since ? LastCompleteStartedAt : null,
        LastFullStartedAt = LastFullStartedAt >= since ? LastFullStartedAt : null,
    };
}
