using System.IO.Hashing;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>
/// When a kind is due and how much it then reads. A company's reminder ticks at fixed moments, its phase within the interval given by
/// its id, so that a thousand companies do not start in the same second. Each tick wants one run that begins after it; what began before
/// it does not put it off.
/// </summary>
internal static class ScheduleRule
{
    /// <summary>The first tick at or after <paramref name="from"/>.</summary>
    public static DateTimeOffset NextTick(string companyId, TimeSpan interval, DateTimeOffset from)
    {
        var past = SinceTick(companyId, interval, from);
        return past == TimeSpan.Zero ? from : from + interval - past;
    }

    /// <summary>
    /// Whether a call of the reminder at <paramref name="now"/> starts a run: none has begun since the last tick. Calls come late and early
    /// by seconds, so a run counts as well that began up to a tenth of the interval (at most 5 minutes) before the tick, unless a full one
    /// is due and this is none, or has ended and left it due.
    /// </summary>
    public static bool IsDue(string companyId, KindHistory? history, SyncSettings settings, DateTimeOffset now)
    {
        var interval = TimeSpan.FromMinutes(settings.IntervalMinutes);
        var soon = now + Tolerance(interval);
        return !IsServed(soon - SinceTick(companyId, interval, soon), history, settings);
    }

    /// <summary>The next tick that will start a run.</summary>
    public static DateTimeOffset NextDue(string companyId, KindHistory? history, SyncSettings settings, DateTimeOffset now)
    {
        var interval = TimeSpan.FromMinutes(settings.IntervalMinutes);
        var next = NextTick(companyId, interval, now);
        return IsServed(next, history, settings) ? next + interval : next;
    }

    /// <summary>
    /// Full when no complete full run is younger than the settings' hours, less what ticks may come early; else incremental. As ticks come
    /// once an interval, the hours are never exceeded by more than that.
    /// </summary>
    public static SyncMode ChooseMode(KindHistory? history, SyncSettings settings, DateTimeOffset now)
    {
        var fullEvery = TimeSpan.FromHours(settings.FullSyncHours) - Tolerance(TimeSpan.FromMinutes(settings.IntervalMinutes));
        return history is { LastFullStartedAt: { } full, LastCompleteStartedAt: not null } && now - full < fullEvery ? SyncMode.Incremental : SyncMode.Full;
    }

    private static bool IsServed(DateTimeOffset tick, KindHistory? history, SyncSettings settings) =>
        history?.LastRegularStartedAt is { } last
        && (last >= tick
            || (last >= tick - Tolerance(TimeSpan.FromMinutes(settings.IntervalMinutes))
                && ((history.Active is { Mode: SyncMode.Full } active && active.StartedAt == last) || ChooseMode(history, settings, tick) == SyncMode.Incremental)));

    private static TimeSpan SinceTick(string companyId, TimeSpan interval, DateTimeOffset time)
    {
        var phase = (long)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(companyId)) % (ulong)interval.Ticks);
        return TimeSpan.FromTicks((time.UtcTicks - phase) % interval.Ticks);
    }

    private static TimeSpan Tolerance(TimeSpan interval)
    {
        var tenth = interval / 10;
        return tenth < TimeSpan.FromMinutes(5) ? tenth : TimeSpan.FromMinutes(5);
    }
}
