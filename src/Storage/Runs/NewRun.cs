using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A run to be started.</summary>
public sealed record NewRun
{
    public required Guid RunId { get; init; }

    public required string CompanyId { get; init; }

    public required SyncKind Kind { get; init; }

    public required SyncMode Mode { get; init; }

    public required RunTrigger Trigger { get; init; }

    /// <summary>Read at most this many records; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Of an incremental run: read what changed since then.</summary>
    public DateTimeOffset? ChangedSince { get; init; }

    /// <summary>What was last read before this time came from another source, and no run has compared it yet. Null: there is no such thing.</summary>
    public DateTimeOffset? SourceSince { get; init; }

    /// <summary>How many missing records a person confirms with it, because their deletion was withheld. Null: the run confirms nothing.</summary>
    public int? Confirms { get; init; }

    /// <summary>Whether a run that is there already does everything that this one is to do.</summary>
    internal bool IsServedBy(RunState other) =>
        !other.CancelRequested
        && (other.Run.Mode == SyncMode.Full || Mode == SyncMode.Incremental)
        && (other.Limit is null || Limit <= other.Limit)
        && (Confirms is null || other.Confirms >= Confirms);

    /// <summary>A run that does what this one and a waiting one are to do.</summary>
    internal NewRun Joining(RunState waiting)
    {
        var mode = Mode == SyncMode.Full ? Mode : waiting.Run.Mode;
        return this with
        {
            RunId = waiting.Run.RunId,
            Mode = mode,
            Trigger = Trigger == RunTrigger.Person ? Trigger : waiting.Run.Trigger,
            Limit = Limit is { } own && waiting.Limit is { } others ? Math.Max(own, others) : null,
            Confirms = Confirms is null || waiting.Confirms > Confirms ? waiting.Confirms : Confirms,
            ChangedSince = mode == SyncMode.Full ? null : ChangedSince < waiting.ChangedSince ? ChangedSince : waiting.ChangedSince,
        };
    }
}
