using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What has been spent of a budget, and what is waiting for it.</summary>
[GenerateSerializer, Alias("jv.BudgetUsage"), Immutable]
public sealed record BudgetUsage
{
    [Id(0)] public ImmutableArray<BudgetWindowUsage> Windows { get; init; } = [];

    /// <summary>Requests that wait for a lease.</summary>
    [Id(1)] public int Waiting { get; init; }

    /// <summary>Nothing is granted before this time; null when nothing stands in the way.</summary>
    [Id(2)] public DateTimeOffset? BlockedUntil { get; init; }

    [Id(3)] public BudgetWindow? BlockedBy { get; init; }
}

/// <summary>Which limit is meant.</summary>
[GenerateSerializer, Alias("jv.BudgetWindow")]
public enum BudgetWindow
{
    Minute = 1,
    Hour = 2,
    CandidateDay = 3,
    RequisitionDay = 4,

    /// <summary>Jobvite answered 429 and asked to wait.</summary>
    Throttled = 5,

    /// <summary>What may be spent on trying credentials.</summary>
    Trial = 6,
}

/// <summary>One limit's state.</summary>
/// <param name="Window">Which limit.</param>
/// <param name="Used">Requests that count now.</param>
/// <param name="Limit">Requests allowed.</param>
/// <param name="ResetsAt">When none of them counts any more; null when none does.</param>
/// <param name="AvailableAt">When the next request may be sent as far as this limit goes; null when it may be now.</param>
[GenerateSerializer, Alias("jv.BudgetWindowUsage"), Immutable]
public sealed record BudgetWindowUsage(
    [property: Id(0)] BudgetWindow Window,
    [property: Id(1)] int Used,
    [property: Id(2)] int Limit,
    [property: Id(3)] DateTimeOffset? ResetsAt,
    [property: Id(4)] DateTimeOffset? AvailableAt = null);
