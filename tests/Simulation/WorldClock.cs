namespace Jobvite.Simulation.Tests;

/// <summary>
/// The time of a world: it stands still until somebody moves it to the next timer. Timers of a process that was killed never fire.
/// </summary>
internal sealed class WorldClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private long _now = start.UtcTicks;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _now), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, Life.Current, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Whether there are timers, but only such as watch over work that is going on: signs of life and time-outs. Then the work is on its
    /// way over the thread pool, and time must not run away from it.
    /// </summary>
    public bool IsOnlyWatching
    {
        get
        {
            lock (_lock)
            {
                return Next() is not null && Waiting().All(static timer => timer.IsWatch);
            }
        }
    }

    /// <summary>Moves to the next timer and fires it; false, and nothing moves, when there is none before <paramref name="end"/>.</summary>
    public bool FireNext(DateTimeOffset end)
    {
        Timer next;
        lock (_lock)
        {
            if (Next() is not { } found || found.Due > end.UtcTicks)
            {
                return false;
            }

            next = found;
            _now = Math.Max(_now, next.Due);
            next.Due = next.Period > 0 ? next.Due + next.Period : long.MaxValue;
        }

        next.Fire();
        return true;
    }

    /// <summary>Moves on without firing anything.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        lock (_lock)
        {
            _now = Math.Max(_now, time.UtcTicks);
        }
    }

    private Timer? Next()
    {
        _timers.RemoveAll(static timer => timer.Owner is { IsDead: true });
        return Waiting().MinBy(static timer => timer.Due);
    }

    private IEnumerable<Timer> Waiting() => _timers.Where(static timer => timer.Due != long.MaxValue && timer.Owner is not { IsFrozen: true });

    private sealed class Timer(WorldClock clock, Life? owner, TimerCallback callback, object? state) : ITimer
    {
        public Life? Owner => owner;

        public long Due { get; set; } = long.MaxValue;

        public bool IsWatch => Period > 0 || state is CancellationTokenSource;

        public long Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                Due = dueTime < TimeSpan.Zero ? long.MaxValue : clock._now + dueTime.Ticks;
                Period = period > TimeSpan.Zero ? period.Ticks : 0;
                if (!clock._timers.Contains(this))
                {
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
