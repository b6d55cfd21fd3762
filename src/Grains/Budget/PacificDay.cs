namespace Jobvite.Grains.Budget;

/// <summary>Jobvite's day limits start again at midnight Pacific time (observed), which is a day of 23 or 25 hours twice a year.</summary>
internal static class PacificDay
{
    /// <summary>Pacific time from the system's time zone data, or by the rule when a slim container has none.</summary>
    public static TimeZoneInfo Zone { get; } =
        TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone) ? zone : ByRule();

    /// <summary>The calendar day on the Pacific coast at <paramref name="instant"/>.</summary>
    public static DateOnly Of(DateTimeOffset instant) => Of(instant, Zone);

    /// <inheritdoc cref="Of(DateTimeOffset)"/>
    public static DateOnly Of(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The first instant of <paramref name="day"/>, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => StartOf(day, Zone);

    /// <inheritdoc cref="StartOf(DateOnly)"/>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        // Clocks change at two in the morning there, so midnight exists once on every day.
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>
    /// Pacific time without time zone data: UTC-8, and UTC-7 from the second Sunday of March to the first Sunday of November, both at
    /// two o'clock (Energy Policy Act of 2005, in force since 2007).
    /// </summary>
    public static TimeZoneInfo ByRule()
    {
        var twoOClock = new DateTime(1, 1, 1, 2, 0, 0, DateTimeKind.Unspecified);
        var summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(2007, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(twoOClock, month: 3, week: 2, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(twoOClock, month: 11, week: 1, DayOfWeek.Sunday));
        return TimeZoneInfo.CreateCustomTimeZone("Pacific by rule", TimeSpan.FromHours(-8), "Pacific", "Pacific standard", "Pacific daylight", [summer]);
    }
}
