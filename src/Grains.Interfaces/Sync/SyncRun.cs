using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>One execution of a sync.</summary>
[GenerateSerializer, Alias("jv.SyncRun"), Immutable]
public sealed record SyncRun
{
    [Id(0)] public required Guid RunId { get; init; }

    [Id(1)] public required SyncKind Kind { get; init; }

    [Id(2)] public required SyncMode Mode { get; init; }

    [Id(3)] public required RunStatus Status { get; init; }

    [Id(4)] public required RunTrigger Trigger { get; init; }

    [Id(5)] public required DateTimeOffset StartedAt { get; init; }

    [Id(6)] public DateTimeOffset? FinishedAt { get; init; }

    [Id(7)] public SyncProgress Progress { get; init; } = new();

    /// <summary>One sentence for a person; null when nothing is wrong.</summary>
    [Id(8)] public string? Error { get; init; }

    /// <summary>The first 100 records that failed.</summary>
    [Id(9)] public ImmutableArray<RecordFailure> Failures { get; init; } = [];

    /// <summary>The run will not change any more.</summary>
    public bool IsEnded => Status is not (RunStatus.Queued or RunStatus.Running);
}
