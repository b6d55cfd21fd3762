namespace Jobvite.Grains.Runs;

/// <summary>From which day on an incremental run asks.</summary>
internal static class Watermark
{
    /// <summary>
    /// Jobvite's date filter has no documented time zone and perhaps no time of day. 36 hours are the 24 that the protocol notes ask
    /// for and the 12 by which a calendar day may differ between us and Jobvite; re-reading costs nothing since unchanged rows are skipped.
    /// </summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(36);

    private static readonly TimeSpan RefreshOverlap = TimeSpan.FromHours(13);

    /// <summary>The day to pass as <c>datestart</c> so that nothing that changed since <paramref name="changedSince"/> is missed.</summary>
    public static DateOnly DayFor(DateTimeOffset changedSince) => DateOnly.FromDateTime((changedSince - Overlap).UtcDateTime);

    /// <summary>
    /// The day to pass for a refresh: half a day for time zones and an hour for a webhook that was slow to come. Less than a run's
    /// overlap, since what the list leaves out is read by its id and nothing is lost.
    /// </summary>
    public static DateOnly RefreshDayFor(DateTimeOffset oldestEvent) => DateOnly.FromDateTime((oldestEvent - RefreshOverlap).UtcDateTime);
}
