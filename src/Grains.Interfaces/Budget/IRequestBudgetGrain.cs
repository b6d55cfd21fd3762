namespace Jobvite.Grains.Interfaces;

/// <summary>The one meter of an API key in the whole cluster; keyed by <see cref="BudgetKey"/>.</summary>
[Alias("jv.IRequestBudgetGrain")]
public interface IRequestBudgetGrain : IGrainWithStringKey
{
    /// <summary>
    /// Asks for the right to send one request. Waits up to a few seconds for its turn, the higher priority first.
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
