using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What has been spent of a budget, and what is waiting for it.</summary>
[GenerateSerializer, Alias("jv.BudgetUsage"), Immutable]
public sealed record BudgetUsage
{
    [Id(0)] public ImmutableArray<BudgetWindowUsage> Windows { get; init; } = [];

    /// <summary>Requests that wait for their turn.</summary>
    [Id(1)] public int Waiting { get; init; }

    /// <summary>Nothing is granted before this time; null when nothing stands in the way.</summary>
    [Id(2)] public DateTimeOffset? BlockedUntil { get; init; }

    [Id(3)] public BudgetWindow? BlockedBy { get; init; }
}
