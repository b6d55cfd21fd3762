using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Jobvite.Grains.Budget;

/// <summary>
/// The meter of one API key, or of one tenant's trials. A request is on record before its grant is answered, so a restart never forgets what was spent; one save
/// covers everybody who was served while the last save was under way.
/// </summary>
/// <remarks>
/// Reentrant, because a lease waits for seconds and a person's lease, a throttle report or a look at the usage must come in meanwhile.
/// It is safe since the state changes only in the stretches between two awaits, and <see cref="Serve"/> lets one save happen at a time.
/// </remarks>
[Reentrant]
internal sealed partial class RequestBudgetGrain(
    IBudgetStore store,
    IOptions<RequestBudgetOptions> limits,
    TimeProvider time,
    GrainsInstruments instruments,
    ILogger<RequestBudgetGrain> logger) : Grain, IRequestBudgetGrain
{
    /// <summary>How long a lease waits inside a call; far below the cluster's call timeout of 30 seconds.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    private const int LongestQueue = 512;
    private static readonly TimeSpan RetryAfterTrouble = TimeSpan.FromSeconds(5);

    private readonly LeaseQueue _queue = new(LongestQueue);
    private readonly BudgetRecord _record = new(store, limits.Value, time, logger);
    private IGrainTimer? _alarm;
    private bool _serving;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _record.Load(this.GetPrimaryKeyString(), cancellationToken);

        // Due times are set by Change. Interleaving, as everything here; a waiting lease keeps the activation alive by itself.
        _alarm = this.RegisterGrainTimer(_ => Serve(), new GrainTimerCreationOptions
        {
            DueTime = Timeout.InfiniteTimeSpan,
            Period = Timeout.InfiniteTimeSpan,
            Interleave = true,
            KeepAlive = false,
        });
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _queue.RefuseAll(LeaseQueue.ShortestRetry);
        return Task.CompletedTask;
    }

    public async Task<BudgetLease> Lease(BudgetClass requestClass, BudgetPriority priority, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(requestClass) || !Enum.IsDefined(priority))
        {
            throw new ArgumentOutOfRangeException(nameof(requestClass), (requestClass, priority), "Unknown class or priority.");
        }

        var now = time.GetUtcNow();
        var waiter = new LeaseWaiter(requestClass, priority, now + LongestWait);
        _queue.Enqueue(waiter)?.Refuse(RetryAfterTrouble, exhausted: null);

        // Not awaited: serving goes on for as long as others come. It handles its own failures.
        _ = Serve();
        BudgetLease lease;
        try
        {
            lease = await waiter.Answer.WaitAsync(LongestWait, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            now = time.GetUtcNow();
            LeaseQueue.Refuse(waiter, _record.Meter.FindObstacle(requestClass, priority, now), now);
            lease = await waiter.Answer;
        }
        finally
        {
            // Nobody listens any more, so nothing must be spent on it should it be put back (a no-op once it has an answer).
            waiter.Refuse(LeaseQueue.ShortestRetry, exhausted: null);
            _queue.Remove(waiter);
        }

        instruments.LeaseAnswered(priority, lease.Granted);
        if (!lease.Granted)
        {
            instruments.BudgetBlocked(this.GetPrimaryKeyString(), time.GetUtcNow() + lease.RetryAfter);
        }

        return lease;
    }

    public async Task ReportThrottled(TimeSpan wait)
    {
        LogThrottled(wait);
        _record.Throttle(wait);
        await Serve();
    }

    public Task<BudgetUsage> GetUsage() => Task.FromResult(_record.Meter.Describe(time.GetUtcNow(), _queue.Count));

    /// <summary>Serves whoever can be served, in rounds of one save each. Never throws.</summary>
    private async Task Serve()
    {
        if (_serving)
        {
            return;
        }

        _serving = true;
        try
        {
            while (true)
            {
                var before = _record.Meter.Capture();
                var round = _queue.Serve(_record.Meter, time.GetUtcNow());
                if (round.Served.Count == 0 && !_record.HasUnsavedThrottle)
                {
                    WakeAt(round.WakeAt);
                    return;
                }

                var saved = await _record.Save(before, round.Served.Count, round.Served.All(waiter => waiter.Priority == BudgetPriority.Trial));
                Answer(round.Served, saved);
                if (saved == BudgetSave.Failed)
                {
                    WakeAt(_queue.Count > 0 ? time.GetUtcNow() + RetryAfterTrouble : null);
                    return;
                }
            }
        }
        finally
        {
            _serving = false;
        }
    }

    private void Answer(IReadOnlyList<LeaseWaiter> served, BudgetSave saved)
    {
        foreach (var waiter in served)
        {
            if (saved == BudgetSave.Saved)
            {
                waiter.Grant();
            }
            else if (saved == BudgetSave.Failed)
            {
                waiter.Refuse(RetryAfterTrouble, exhausted: null);
            }
            else if (!waiter.Answer.IsCompleted)
            {
                _queue.Enqueue(waiter)?.Refuse(RetryAfterTrouble, exhausted: null);
            }
        }
    }

    private void WakeAt(DateTimeOffset? at)
    {
        var wait = at - time.GetUtcNow();
        var due = wait is null ? Timeout.InfiniteTimeSpan : wait > TimeSpan.FromMilliseconds(1) ? wait.Value : TimeSpan.FromMilliseconds(1);
        _alarm?.Change(due, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(LogLevel.Warning, "Jobvite asked to wait {Wait}; nothing is sent with this key until then")]
    private partial void LogThrottled(TimeSpan wait);
}
