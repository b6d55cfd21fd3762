using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Budget;

/// <summary>
/// The arithmetic of a request budget: a sliding minute, a sliding hour, two Pacific days and the wait that Jobvite asked for.
/// No clock and no lock inside.
/// </summary>
/// <param name="limits">How much there is.</param>
/// <param name="name">What every limit of this meter is called to whoever meets it; null for their own names.</param>
internal sealed class BudgetMeter(RequestBudgetOptions limits, BudgetWindow? name = null)
{
    /// <summary>
    /// A grant is not the moment at which Jobvite counts the request: the one before may have travelled for longer. The windows are
    /// longer than Jobvite's by this much, so that such a jitter does not put one request too many into Jobvite's minute.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>No answer of Jobvite closes the gate for longer than this.</summary>
    public static readonly TimeSpan LongestThrottle = TimeSpan.FromHours(24);

    private readonly SlidingWindow _minute = new(TimeSpan.FromMinutes(1) + Margin, limits.PerMinute);
    private readonly SlidingWindow _hour = new(TimeSpan.FromHours(1) + Margin, limits.PerHour);
    private readonly DayCounter _candidates = new();
    private readonly DayCounter _requisitions = new();
    private DateTimeOffset? _throttledUntil;
    private BudgetMeter? _trials;

    /// <summary>Trials are counted apart, too.</summary>
    private BudgetMeter Trials => _trials ??= new BudgetMeter(BudgetPolicy.ShareOfTrials(limits), BudgetWindow.Trial);

    /// <summary>A meter that goes on from <paramref name="state"/>.</summary>
    public static BudgetMeter From(BudgetState state, RequestBudgetOptions limits, BudgetWindow? name = null)
    {
        var meter = new BudgetMeter(limits, name);
        meter._trials = state.Trials is { } trials ? From(trials, BudgetPolicy.ShareOfTrials(limits), BudgetWindow.Trial) : null;
        meter._minute.Restore(state.Minute);
        meter._hour.Restore(state.Hour);
        meter._candidates.Restore(state.Candidates);
        meter._requisitions.Restore(state.Requisitions);
        meter._throttledUntil = state.ThrottledUntil is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null;
        return meter;
    }

    /// <summary>What must be remembered.</summary>
    public BudgetState Capture() => new(
        _minute.Capture(), _hour.Capture(), _candidates.Capture(), _requisitions.Capture(), _throttledUntil?.ToUnixTimeMilliseconds())
    {
        Trials = _trials?.Capture(),
    };

    /// <summary>Spends one request if nothing stands in the way.</summary>
    public BudgetObstacle? TryTake(BudgetClass requestClass, BudgetPriority priority, DateTimeOffset now)
    {
        if (FindObstacle(requestClass, priority, now) is { } obstacle)
        {
            return obstacle;
        }

        _minute.Add(now);
        _hour.Add(now);
        DayOf(requestClass)?.Counter.Add(now);
        return priority == BudgetPriority.Trial ? Trials.TryTake(requestClass, BudgetPriority.Person, now) : null;
    }

    /// <summary>What stands in the way of a request the longest; null when it may be sent now.</summary>
    public BudgetObstacle? FindObstacle(BudgetClass requestClass, BudgetPriority priority, DateTimeOffset now)
    {
        BudgetObstacle? worst = null;
        Consider(BudgetWindow.Throttled, ThrottledUntil(now) ?? now);
        Consider(BudgetWindow.Minute, _minute.FreeAt(now, BudgetPolicy.CeilingOf(BudgetWindow.Minute, priority, limits.PerMinute)));
        Consider(BudgetWindow.Hour, _hour.FreeAt(now, BudgetPolicy.CeilingOf(BudgetWindow.Hour, priority, limits.PerHour)));
        if (DayOf(requestClass) is var (window, counter, limit) && counter.Used(now) >= BudgetPolicy.CeilingOf(window, priority, limit))
        {
            Consider(window, DayCounter.ResetsAt(now));
        }

        if (priority == BudgetPriority.Trial && Trials.FindObstacle(requestClass, BudgetPriority.Person, now) is { } ofTrials)
        {
            Consider(ofTrials.Window, ofTrials.FreeAt);
        }

        return worst;

        void Consider(BudgetWindow window, DateTimeOffset freeAt)
        {
            if (freeAt > now && (worst is null || freeAt > worst.FreeAt))
            {
                worst = new BudgetObstacle(name ?? window, freeAt);
            }
        }
    }

    /// <summary>Jobvite asked to wait; a shorter wait never cuts a longer one.</summary>
    public void Throttle(TimeSpan wait, DateTimeOffset now)
    {
        var bounded = TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestThrottle.Ticks));
        var until = now + bounded;
        _throttledUntil = ThrottledUntil(now) is { } already && already > until ? already : until;
    }

    /// <summary>The windows as people see them.</summary>
    public BudgetUsage Describe(DateTimeOffset now, int waiting)
    {
        var obstacle = FindObstacle(BudgetClass.Other, BudgetPriority.Person, now);
        var midnight = DayCounter.ResetsAt(now);
        return new BudgetUsage
        {
            Windows =
            [
                Sliding(BudgetWindow.Minute, _minute, limits.PerMinute),
                Sliding(BudgetWindow.Hour, _hour, limits.PerHour),
                OfDay(BudgetWindow.CandidateDay, _candidates, limits.CandidatesPerDay),
                OfDay(BudgetWindow.RequisitionDay, _requisitions, limits.RequisitionsPerDay),
            ],
            Waiting = waiting,
            BlockedUntil = obstacle?.FreeAt,
            BlockedBy = obstacle?.Window,
        };

        BudgetWindowUsage Sliding(BudgetWindow window, SlidingWindow spent, int limit) =>
            new(window, spent.Used(now), limit, spent.EmptyAt(now), spent.FreeAt(now, limit) is var free && free > now ? free : null);

        BudgetWindowUsage OfDay(BudgetWindow window, DayCounter spent, int limit) =>
            new(window, spent.Used(now), limit, midnight, spent.Used(now) >= limit ? midnight : null);
    }

    private DateTimeOffset? ThrottledUntil(DateTimeOffset now)
    {
        // A clock that was set back must not keep the gate closed for days.
        if (_throttledUntil > now + LongestThrottle)
        {
            _throttledUntil = now + LongestThrottle;
        }

        if (_throttledUntil <= now)
        {
            _throttledUntil = null;
        }

        return _throttledUntil;
    }

    private (BudgetWindow Window, DayCounter Counter, int Limit)? DayOf(BudgetClass requestClass) => requestClass switch
    {
        BudgetClass.Candidate => (BudgetWindow.CandidateDay, _candidates, limits.CandidatesPerDay),
        BudgetClass.Requisition => (BudgetWindow.RequisitionDay, _requisitions, limits.RequisitionsPerDay),
        _ => null,
    };
}
