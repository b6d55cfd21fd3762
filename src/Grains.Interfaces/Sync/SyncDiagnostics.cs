using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>Everything about a company's sync at a glance.</summary>
[GenerateSerializer, Alias("jv.SyncDiagnostics"), Immutable]
public sealed record SyncDiagnostics
{
    [Id(0)] public required CompanyConfiguration Configuration { get; init; }

    [Id(1)] public required RecordCounts Counts { get; init; }

    [Id(2)] public ImmutableArray<KindSchedule> Schedules { get; init; } = [];

    [Id(3)] public required BudgetUsage Budget { get; init; }

    /// <summary>Whole sentences for a person: what is not in order and what to do.</summary>
    [Id(4)] public ImmutableArray<string> Warnings { get; init; } = [];
}

/// <summary>When one kind ran last and runs next.</summary>
[GenerateSerializer, Alias("jv.KindSchedule"), Immutable]
public sealed record KindSchedule
{
    [Id(0)] public required SyncKind Kind { get; init; }

    [Id(1)] public required bool Enabled { get; init; }

    /// <summary>Null when the kind is switched off.</summary>
    [Id(2)] public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>What the next run would be.</summary>
    [Id(3)] public SyncMode? NextMode { get; init; }

    [Id(4)] public SyncRun? LastRun { get; init; }

    /// <summary>A deletion that waits for a person; null when there is none.</summary>
    [Id(5)] public WithheldRecords? Withheld { get; init; }
}

/// <summary>How much is stored for a company; deleted records are not counted.</summary>
[GenerateSerializer, Alias("jv.RecordCounts"), Immutable]
public sealed record RecordCounts
{
    [Id(0)] public long Jobs { get; init; }

    [Id(1)] public long Candidates { get; init; }

    [Id(2)] public long Applications { get; init; }

    [Id(3)] public long Documents { get; init; }

    [Id(4)] public long OnboardingProcesses { get; init; }

    [Id(5)] public long OnboardingTasks { get; init; }

    /// <summary>Events that wait for their refresh.</summary>
    [Id(6)] public long WebhooksPending { get; init; }

    /// <summary>Events that failed permanently.</summary>
    [Id(7)] public long WebhooksDead { get; init; }
}
