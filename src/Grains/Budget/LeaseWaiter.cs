using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Budget;

/// <summary>Somebody who waits for the right to send one request.</summary>
internal sealed class LeaseWaiter(BudgetClass requestClass, BudgetPriority priority, DateTimeOffset deadline)
{
    private readonly TaskCompletionSource<BudgetLease> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BudgetClass RequestClass { get; } = requestClass;

    public BudgetPriority Priority { get; } = priority;

    /// <summary>Who cannot be served by then is told so at once.</summary>
    public DateTimeOffset Deadline { get; } = deadline;

    public Task<BudgetLease> Answer => _answer.Task;

    public void Grant() => _answer.TrySetResult(new BudgetLease(Granted: true));

    public void Refuse(TimeSpan retryAfter, BudgetWindow? exhausted) => _answer.TrySetResult(new BudgetLease(Granted: false, retryAfter, exhausted));
}
