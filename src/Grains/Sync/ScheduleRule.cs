using System.IO.Hashing;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>
/// When a kind is due and how much it then reads. A company's reminder ticks at fixed moments, its phase within the interval given by
/// its id, so that a thousand companies do not start in the same second.
/// </summary>
internal static class ScheduleRule
{
    /// <summary>The first tick at or after <paramref name="from"/>.</summary>
    public static DateTimeOffset NextTick(string companyId, TimeSpan interval, DateTimeOffset from)
    {
        var phase = (long)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(companyId)) % (ulong)interval.Ticks);
        var past = (from.UtcTicks - phase) % interval.Ticks;
        return past == 0 ? from : from.AddTicks(interval.Ticks - past);
    }

    /// <summary>
    /// Whether a tick at <paramref name="now"/> starts a run. A run that began up to a tenth of the interval (at most 5 minutes) less than
    /// an interval ago counts as an interval ago: ticks come late and early by seconds, and must not skip a turn for it.
    /// </summary>
    public static bool IsDue(KindHistory? history, TimeSpan interval, DateTimeOffset now)
    {
        if (history?.Active is not null)
        {
            return false;
        }

        return history?.LastEnded is not { } last || last.StartedAt + interval - Tolerance(interval) <= now;
    }

    /// <summary>The next tick that will start a run.</summary>
    public static DateTimeOffset NextDue(string companyId, KindHistory? history, TimeSpan interval, DateTimeOffset now)
    {
        var lastStart = (history?.Active ?? history?.LastEnded)?.StartedAt;
        var earliest = lastStart is { } start && start + interval - Tolerance(interval) > now ? start + interval - Tolerance(interval) : now;
        return NextTick(companyId, interval, earliest);
    }

    /// <summary>Full when no complete full run is younger than <paramref name="fullEvery"/>, else incremental.</summary>
    public static SyncMode ChooseMode(KindHistory? history, TimeSpan fullEvery, DateTimeOffset now) =>
        history is { LastFullStartedAt: { } full, LastCompleteStartedAt: not null } && now - full < fullEvery ? SyncMode.Incremental : SyncMode.Full;

    private static TimeSpan Tolerance(TimeSpan interval)
    {
        var tenth = interval / 10;
        return tenth < TimeSpan.FromMinutes(5) ? tenth : TimeSpan.FromMinutes(5);
    }
}
