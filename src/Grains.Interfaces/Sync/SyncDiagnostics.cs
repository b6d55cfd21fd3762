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
