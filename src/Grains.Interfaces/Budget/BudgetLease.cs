namespace Jobvite.Grains.Interfaces;

/// <summary>The answer to <see cref="IRequestBudgetGrain.Lease"/>.</summary>
/// <param name="Granted">One request may be sent now.</param>
/// <param name="RetryAfter">Otherwise: ask again after this long.</param>
/// <param name="Exhausted">Otherwise: the limit that stands in the way.</param>
[GenerateSerializer, Alias("jv.BudgetLease"), Immutable]
public sealed record BudgetLease(
    [property: Id(0)] bool Granted,
    [property: Id(1)] TimeSpan RetryAfter = default,
    [property: Id(2)] BudgetWindow? Exhausted = null);
