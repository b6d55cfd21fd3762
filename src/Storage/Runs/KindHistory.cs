using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What has run of one kind. A run that waits behind another is not part of it.</summary>
public sealed record KindHistory
{
    public required SyncKind Kind { get; init; }

    /// <summary>Queued or running.</summary>
    public SyncRun? Active { get; init; }

    /// <summary>The one that ended last.</summary>
    public SyncRun? LastEnded { get; init; }

    /// <summary>When the last run began that a tick of the schedule may count as its own: any of the schedule's, and any other without a limit.</summary>
    public DateTimeOffset? LastRegularStartedAt { get; init; }

    /// <summary>When the last run began that was finished as complete and had no limit, full or incremental: the watermark of the next incremental one.</summary>
    public DateTimeOffset? LastCompleteStartedAt { get; init; }

    /// <summary>When the last complete full run began.</summary>
    public DateTimeOffset? LastFullStartedAt { get; init; }

    /// <summary>When the last run began that compared everything stored with the whole list (<see cref="RunEnd.Compared"/>).</summary>
    public DateTimeOffset? LastComparedStartedAt { get; init; }

    /// <summary>A deletion that waits for a person; null when there is none.</summary>
    public WithheldDeletion? Withheld { get; init; }

    /// <summary>
    /// The history without beginnings that have not come yet: a clock that was wrong wrote them, and nothing would be due, and nothing read in
    /// full, until then.
    /// </summary>
    public KindHistory Trusting(DateTimeOffset now)
    {
        var future = now + Freshness.Tolerance;
        return this with
        {
            LastRegularStartedAt = LastRegularStartedAt > future ? null : LastRegularStartedAt,
            LastCompleteStartedAt = LastCompleteStartedAt > future ? null : LastCompleteStartedAt,
            LastFullStartedAt = LastFullStartedAt > future ? null : LastFullStartedAt,
            LastComparedStartedAt = LastComparedStartedAt > future ? null : LastComparedStartedAt,
        };
    }

    /// <summary>The history without the complete runs that began before <paramref name="time"/>; null leaves it as it is.</summary>
    public KindHistory Since(DateTimeOffset? time) => time is not { } since ? this : this with
    {
        LastCompleteStartedAt = LastCompleteStartedAt >= since ? LastCompleteStartedAt : null,
        LastFullStartedAt = LastFullStartedAt >= since ? LastFullStartedAt : null,
    };
}

/// <summary>So many records were missing at Jobvite that none was marked as deleted.</summary>
/// <param name="RunId">The run that found them missing; it names the deletion.</param>
/// <param name="At">When that run ended.</param>
/// <param name="Missing">How many were missing.</param>
/// <param name="Live">Of how many.</param>
public sealed record WithheldDeletion(Guid RunId, DateTimeOffset At, int Missing, int Live);
