using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Tests.Cluster;

/// <summary>
/// An interval of which no tick falls into the test. A company's ticks are fixed by its id and the time of day: at the default of 60
/// minutes, a test would once a day or so meet a run that it did not ask for.
/// </summary>
internal static class QuietSchedule
{
    private static readonly TimeSpan LongerThanAnyTest = TimeSpan.FromHours(1);

    public static SyncSettingsPatch For(string companyId, SyncSettingsPatch? settings = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var minutes = Enumerable.Range(5_000, 100).First(m => ScheduleRule.NextTick(companyId, TimeSpan.FromMinutes(m), now) - now > LongerThanAnyTest);
        return (settings ?? new()) with { IntervalMinutes = settings?.IntervalMinutes ?? minutes };
    }
}
