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

/// <summary>Where a run stands.</summary>
[GenerateSerializer, Alias("jv.RunStatus")]
public enum RunStatus
{
    Queued = 1,
    Running = 2,

    /// <summary>Everything that was asked for was read.</summary>
    Success = 3,

    /// <summary>Read in part, or with bad records, or deletion was withheld; <see cref="SyncRun.Error"/> says why.</summary>
    Partial = 4,

    Failed = 5,
    Cancelled = 6,
}

/// <summary>What started a run.</summary>
[GenerateSerializer, Alias("jv.RunTrigger")]
public enum RunTrigger
{
    /// <summary>The company's reminder.</summary>
    Schedule = 1,

    /// <summary>Somebody asked for it.</summary>
    Person = 2,
}

/// <summary>Which runs a list shows; null means any.</summary>
[GenerateSerializer, Alias("jv.RunFilter"), Immutable]
public sealed record RunFilter(
    [property: Id(0)] SyncKind? Kind = null,
    [property: Id(1)] RunStatus? Status = null);

/// <summary>A record that could not be taken over.</summary>
/// <param name="Id">Its id at Jobvite, when it had one.</param>
/// <param name="Reason">What was wrong, without the record's content.</param>
[GenerateSerializer, Alias("jv.RecordFailure"), Immutable]
public sealed record RecordFailure(
    [property: Id(0)] string? Id,
    [property: Id(1)] string Reason);
