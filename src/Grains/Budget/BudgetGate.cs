using Jobvite.Client;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Budget;

/// <summary>Makes every HTTP attempt of a Jobvite client wait for a lease of its company's budget.</summary>
/// <param name="grains">Finds the budget.</param>
/// <param name="budgetKey">See <see cref="BudgetKey"/>.</param>
/// <param name="priority">Of everything that is sent through this gate.</param>
/// <param name="longestWait">
/// How long one attempt may wait for its lease. The budget itself keeps a caller for up to eight seconds, so zero still waits for a lease
/// that is near.
/// </param>
/// <param name="timeProvider">The system's clock when null.</param>
internal sealed class BudgetGate(
    IGrainFactory grains, string budgetKey, BudgetPriority priority, TimeSpan longestWait, TimeProvider? timeProvider = null) : IRequestGate
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc/>
    /// <exception cref="BudgetExhaustedException">The lease did not come in time.</exception>
    public async ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct)
    {
        var budget = grains.GetGrain<IRequestBudgetGrain>(budgetKey);
        var start = _time.GetTimestamp();
        while (true)
        {
            var lease = await budget.Lease(ClassOf(endpoint), priority, ct);
            if (lease.Granted)
            {
                return;
            }

            var wait = lease.RetryAfter > LeaseQueue.ShortestRetry ? lease.RetryAfter : LeaseQueue.ShortestRetry;
            if (_time.GetElapsedTime(start) + wait > longestWait)
            {
                throw new BudgetExhaustedException(lease);
            }

            await Task.Delay(wait, _time, ct);
        }
    }

    /// <inheritdoc/>
    public async ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct) =>
        await grains.GetGrain<IRequestBudgetGrain>(budgetKey).ReportThrottled(wait).WaitAsync(ct);

    /// <summary>What Jobvite's day limits count a call as.</summary>
    public static BudgetClass ClassOf(JobviteEndpoint endpoint) => endpoint switch
    {
        JobviteEndpoint.Job => BudgetClass.Requisition,
        JobviteEndpoint.Candidate => BudgetClass.Candidate,
        JobviteEndpoint.Onboarding => BudgetClass.Other,
        _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint, "Unknown endpoint."),
    };
}
