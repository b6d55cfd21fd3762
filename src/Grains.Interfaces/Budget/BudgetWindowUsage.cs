namespace Jobvite.Grains.Interfaces;

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
