namespace Jobvite.Grains.Budget;

/// <summary>Counts the requests of one Pacific day.</summary>
internal sealed class DayCounter
{
    private DateOnly _day;
    private int _used;

    public int Used(DateTimeOffset now)
    {
        Settle(now);
        return _used;
    }

    public void Add(DateTimeOffset now)
    {
        Settle(now);
        _used++;
    }

    /// <summary>The next Pacific midnight.</summary>
    public static DateTimeOffset ResetsAt(DateTimeOffset now) => PacificDay.StartOf(PacificDay.Of(now).AddDays(1));

    public DayState Capture() => new(_day, _used);

    public void Restore(DayState state) => (_day, _used) = (state.Day, Math.Max(0, state.Used));

    private void Settle(DateTimeOffset now)
    {
        var today = PacificDay.Of(now);

        // A clock that was set back over midnight keeps the count: rather a few requests too few than too many.
        _used = today > _day ? 0 : _used;
        _day = today;
    }
}
