using Jobvite.Grains.Budget;

namespace Jobvite.Grains.Tests.Budget;

public class PacificDayTests
{
    [Theory]
    [InlineData(2026, 3, 8, 23)]
    [InlineData(2026, 11, 1, 25)]
    [InlineData(2026, 7, 4, 24)]
    public void A_day_has_as_many_hours_as_the_clocks_on_the_coast_say(int year, int month, int day, int hours)
    {
        var date = new DateOnly(year, month, day);

        Assert.Equal(TimeSpan.FromHours(hours), PacificDay.StartOf(date.AddDays(1)) - PacificDay.StartOf(date));
    }

    [Fact]
    public void A_day_begins_at_its_first_instant_and_not_before()
    {
        for (var date = new DateOnly(2026, 1, 1); date.Year == 2026; date = date.AddDays(1))
        {
            var start = PacificDay.StartOf(date);

            Assert.Equal(date, PacificDay.Of(start));
            Assert.Equal(date.AddDays(-1), PacificDay.Of(start.AddTicks(-1)));
        }
    }

    [Fact]
    public void The_rule_agrees_with_the_time_zone_data()
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone), "This machine has no time zone data.");
        var rule = PacificDay.ByRule();

        for (var hour = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero); hour.Year < 2037; hour = hour.AddHours(1))
        {
            Assert.Equal(zone.GetUtcOffset(hour), rule.GetUtcOffset(hour));
        }
    }

    [Fact]
    public void The_rule_knows_the_start_of_every_day()
    {
        var rule = PacificDay.ByRule();

        Assert.Equal(new DateTimeOffset(2026, 3, 8, 8, 0, 0, TimeSpan.Zero), PacificDay.StartOf(new DateOnly(2026, 3, 8), rule));
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 7, 0, 0, TimeSpan.Zero), PacificDay.StartOf(new DateOnly(2026, 3, 9), rule));
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero), PacificDay.StartOf(new DateOnly(2026, 11, 2), rule));
    }
}
