using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Budget;

/// <summary>Who waits for a request: the higher priority first, in order of arrival within one. Bounded; no clock inside.</summary>
internal sealed class LeaseQueue(int capacity)
{
    /// <summary>Nobody is sent away to come back sooner than this.</summary>
    public static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(100);

    private static readonly BudgetPriority[] Order = [.. Enum.GetValues<BudgetPriority>().Order()];

    private readonly Dictionary<BudgetPriority, LinkedList<LeaseWaiter>> _waiting = Order.ToDictionary(p => p, _ => new LinkedList<LeaseWaiter>());

    public int Count => _waiting.Values.Sum(queue => queue.Count);

    /// <summary>
    /// Lets <paramref name="waiter"/> wait. Of a full queue somebody must go: the last of the lowest priority, or the newcomer when
    /// nobody is lower. Returns who must go, still unanswered.
    /// </summary>
    public LeaseWaiter? Enqueue(LeaseWaiter waiter)
    {
        LeaseWaiter? crowdedOut = null;
        if (Count >= capacity)
        {
            crowdedOut = Order.Reverse().Select(p => _waiting[p].Last?.Value).First(last => last is not null)!;
            if (crowdedOut.Priority <= waiter.Priority)
            {
                return waiter;
            }

            _waiting[crowdedOut.Priority].RemoveLast();
        }

        _waiting[waiter.Priority].AddLast(waiter);
        return crowdedOut;
    }

    /// <summary>Takes out whoever has stopped waiting.</summary>
    public void Remove(LeaseWaiter waiter) => _waiting[waiter.Priority].Remove(waiter);

    /// <summary>
    /// Spends what can be spent. Who is served leaves the queue unanswered, for the caller to answer once the spending is on record;
    /// who cannot be served before its deadline leaves refused.
    /// </summary>
    public LeaseRound Serve(BudgetMeter meter, DateTimeOffset now)
    {
        var served = new List<LeaseWaiter>();
        DateTimeOffset? wakeAt = null;
        foreach (var queue in Order.Select(p => _waiting[p]))
        {
            for (var node = queue.First; node is not null;)
            {
                var next = node.Next;
                var waiter = node.Value;

                // A requisition limit that is used up must not hold back a candidate request behind it, so everybody is asked.
                if (meter.TryTake(waiter.RequestClass, waiter.Priority, now) is not { } obstacle)
                {
                    served.Add(waiter);
                    queue.Remove(node);
                }
                else if (obstacle.FreeAt > waiter.Deadline)
                {
                    Refuse(waiter, obstacle, now);
                    queue.Remove(node);
                }
                else if (wakeAt is null || obstacle.FreeAt < wakeAt)
                {
                    wakeAt = obstacle.FreeAt;
                }

                node = next;
            }
        }

        return new LeaseRound(served, wakeAt);
    }

    /// <summary>Sends everybody away.</summary>
    public void RefuseAll(TimeSpan retryAfter)
    {
        foreach (var queue in _waiting.Values)
        {
            foreach (var waiter in queue)
            {
                waiter.Refuse(retryAfter, exhausted: null);
            }

            queue.Clear();
        }
    }

    /// <summary>Tells a waiter when to come back.</summary>
    public static void Refuse(LeaseWaiter waiter, BudgetObstacle? obstacle, DateTimeOffset now)
    {
        var wait = obstacle is null ? TimeSpan.Zero : obstacle.FreeAt - now;
        waiter.Refuse(wait > ShortestRetry ? wait : ShortestRetry, obstacle?.Window);
    }
}

/// <summary>What came of one look at the queue.</summary>
/// <param name="Served">Their requests are spent; they must be told.</param>
/// <param name="WakeAt">When somebody who still waits may be served; null when nobody waits.</param>
internal sealed record LeaseRound(IReadOnlyList<LeaseWaiter> Served, DateTimeOffset? WakeAt);

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
