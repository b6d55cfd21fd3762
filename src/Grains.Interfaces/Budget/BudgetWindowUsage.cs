namespace Jobvite.Grains.Interfaces;

/// <summary>One limit's state.</summary>
[GenerateSerializer, Alias("jv.BudgetWindowUsage"), Immutable]
public sealed record BudgetWindowUsage(
    [property: Id(0)] BudgetWindow Window,
    [property: Id(1)] int Used,
    [property: Id(2)] int Limit,
    [property: Id(3)] DateTimeOffset? ResetsAt);
