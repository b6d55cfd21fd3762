namespace Jobvite.Grains.Interfaces;

/// <summary>The one meter of an API key in the whole cluster; keyed by <see cref="BudgetKey"/>.</summary>
[Alias("jv.IRequestBudgetGrain")]
public interface IRequestBudgetGrain : IGrainWithStringKey
{
    /// <summary>
    /// Asks for the right to send one request. Waits in the queue for up to a few seconds, the higher priority first.
    /// A grant that is not used is lost; it is never given back.
    /// </summary>
    [Alias("Lease")]
    Task<BudgetLease> Lease(BudgetClass requestClass, BudgetPriority priority, CancellationToken cancellationToken = default);

    /// <summary>Jobvite answered 429: nothing is granted for <paramref name="wait"/>.</summary>
    [Alias("ReportThrottled")]
    Task ReportThrottled(TimeSpan wait);

    /// <summary>What has been spent.</summary>
    [Alias("GetUsage")]
    Task<BudgetUsage> GetUsage();
}

/// <summary>The answer to <see cref="IRequestBudgetGrain.Lease"/>.</summary>
/// <param name="Granted">One request may be sent now.</param>
/// <param name="RetryAfter">Otherwise: ask again after this long.</param>
/// <param name="Exhausted">Otherwise: the limit that stands in the way.</param>
[GenerateSerializer, Alias("jv.BudgetLease"), Immutable]
public sealed record BudgetLease(
    [property: Id(0)] bool Granted,
    [property: Id(1)] TimeSpan RetryAfter = default,
    [property: Id(2)] BudgetWindow? Exhausted = null);

/// <summary>What Jobvite's day limits are counted by.</summary>
[GenerateSerializer, Alias("jv.BudgetClass")]
public enum BudgetClass
{
    /// <summary>Counted by minute and hour only.</summary>
    Other = 1,

    Candidate = 2,
    Requisition = 3,
}

/// <summary>Who goes first when requests are scarce; the lowest value first.</summary>
[GenerateSerializer, Alias("jv.BudgetPriority")]
public enum BudgetPriority
{
    /// <summary>A person waits for the answer.</summary>
    Person = 1,

    Webhook = 2,
    Incremental = 3,
    Full = 4,

    /// <summary>Documents fetched ahead of need.</summary>
    Background = 5,

    /// <summary>Credentials on trial, which may be somebody else's.</summary>
    Trial = 6,
}
