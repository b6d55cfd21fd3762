using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;
using Jobvite.WebFrontend.Console.Overview;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class HealthDaysTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ninety_days_end_today()
    {
        var days = Of(Known()).Days;

        Assert.Equal(90, days.Length);
        Assert.Equal((new DateOnly(2026, 8, 23), new DateOnly(2026, 11, 20)), (days[0].Day, days[^1].Day));
        Assert.All(days, day => Assert.Equal((DayState.Well, TimeSpan.Zero), (day.State, day.Unjudged)));
        Assert.Equal("20 Nov 2026: well", days[^1].ToString());
    }

    [Fact]
    public void A_time_without_trouble_is_well_to_a_hundred_percent() =>
        Assert.Equal("100 % well in the last 90 days; no incidents", Of(Known()).Summary);

    [Fact]
    public void Trouble_is_never_rounded_to_none()
    {
        var past = Of(Known(Incident(Now.AddDays(-3), TimeSpan.FromSeconds(40))));

        Assert.Equal("99.9 % well in the last 90 days; 1 incident", past.Summary);
        Assert.Equal("17 Nov 2026: failing for 40 s. It is away.", past.Days[^4].ToString());
    }

    [Fact]
    public void An_incident_that_ended_as_it_began_colours_its_day() =>
        Assert.Equal(DayState.Failing, Of(Known(Incident(Now.AddDays(-3), TimeSpan.Zero))).Days[^4].State);

    [Fact]
    public void An_incident_over_midnight_is_divided_by_the_midnight_of_the_reader()
    {
        // 22:30 until 1:00 in Berlin, which is 21:30 until 0:00 UTC.
        var past = Known(Incident(new(2026, 11, 10, 21, 30, 0, TimeSpan.Zero), TimeSpan.FromHours(2.5)));

        var utc = Of(past, "UTC").Days;
        var berlin = Of(past).Days;

        Assert.Equal([2.5, 0], [HoursOn(utc, 10), HoursOn(utc, 11)]);
        Assert.Equal(DayState.Well, On(utc, 11).State);
        Assert.Equal([1.5, 1.0], [HoursOn(berlin, 10), HoursOn(berlin, 11)]);
    }

    [Fact]
    public void An_open_incident_lasts_until_now()
    {
        var days = Of(Known(Incident(Now.AddHours(-30), null))).Days;

        Assert.Equal([17.0, 13.0], [HoursOn(days, 19), HoursOn(days, 20)]);
        Assert.Equal("20 Nov 2026: failing for 13 h. It is away.", days[^1].ToString());
    }

    [Theory]
    [InlineData("Europe/Berlin", 2026, 10, 25, 25)]
    [InlineData("America/New_York", 2026, 11, 1, 25)]
    [InlineData("Europe/Berlin", 2026, 3, 29, 23)]
    [InlineData("America/Santiago", 2026, 9, 6, 23)] // Its midnight does not exist.
    [InlineData("Australia/Lord_Howe", 2026, 10, 4, 23.5)]
    public void A_day_on_which_the_clocks_change_has_its_own_length(string zone, int year, int month, int day, double hours)
    {
        var now = new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero).AddDays(3);
        var past = new HealthPast { KnownSince = now.AddDays(-200), KnownUntil = now, Incidents = [Incident(now.AddDays(-80), null)] };

        var days = Of(past, zone, now).Days;

        var changed = days.Single(one => one.Day == new DateOnly(year, month, day));
        Assert.Equal(hours, changed.Failing.TotalHours);
        Assert.Equal(24, days[days.IndexOf(changed) + 1].Failing.TotalHours);
        Assert.Equal(90, days.Select(one => one.Day).Distinct().Count());
    }

    [Fact]
    public void A_day_on_which_nobody_judged_is_not_well()
    {
        var gap = new HealthGap(Midnight(12).AddHours(-4), Midnight(14));

        var past = Of(Known() with { Gaps = [gap] });

        Assert.Equal((DayState.Unjudged, "13 Nov 2026: no data"), (On(past.Days, 13).State, On(past.Days, 13).ToString()));
        Assert.Equal(DayState.Unjudged, On(past.Days, 12).State);
        Assert.Equal((DayState.Well, true, "11 Nov 2026: well, no data for 4 h"), (On(past.Days, 11).State, On(past.Days, 11).IsPartly, On(past.Days, 11).ToString()));
        Assert.False(On(past.Days, 14).IsPartly);
        Assert.Equal("100 % well in the 87 days with data; no incidents in 90 days", past.Summary);
    }

    [Fact]
    public void A_short_gap_is_named_beside_the_share() => Assert.Equal(
        "100 % well in the last 90 days; no incidents; no data for 3 h",
        Of(Known() with { Gaps = [new(Now.AddDays(-5), Now.AddDays(-5).AddHours(3))] }).Summary);

    [Fact]
    public void Days_before_the_first_judgement_and_after_the_last_are_not_well()
    {
        var past = Of(new HealthPast { KnownSince = Midnight(10), KnownUntil = Midnight(19).AddHours(1) });

        Assert.Equal(DayState.Unjudged, On(past.Days, 9).State);
        Assert.Equal((DayState.Well, false), (On(past.Days, 10).State, On(past.Days, 10).IsPartly));
        Assert.True(On(past.Days, 19).IsPartly);
        Assert.Equal(DayState.Unjudged, On(past.Days, 20).State);
    }

    [Fact]
    public void The_last_judgement_holds_until_the_next_is_late()
    {
        Assert.Equal(TimeSpan.Zero, Of(Known() with { KnownUntil = Now.AddMinutes(-14) }).Unjudged);
        Assert.Equal(TimeSpan.FromMinutes(16), Of(Known() with { KnownUntil = Now.AddMinutes(-16) }).Unjudged);
    }

    [Fact]
    public void Of_a_company_that_was_never_judged_nothing_is_known()
    {
        var past = Of(new HealthPast());

        Assert.All(past.Days, day => Assert.Equal(DayState.Unjudged, day.State));
        Assert.Equal("No data for the last 90 days", past.Summary);
    }

    [Fact]
    public void A_part_that_is_not_used_is_not_well_but_keeps_its_incidents()
    {
        var past = HealthDays.Of(Known(Incident(Now.AddDays(-3), TimeSpan.FromHours(1))), HealthPart.Jobs, isUsed: false, Zone("UTC"), Now);

        Assert.Equal(DayState.Failing, past.Days[^4].State);
        Assert.All(past.Days.Where(day => day.Causes.IsEmpty), day => Assert.Equal(DayState.Unjudged, day.State));
    }

    [Fact]
    public void Trouble_that_overlaps_counts_once_and_the_worst_has_the_colour()
    {
        var began = Midnight(15).AddHours(6);
        var past = Of(Known(
            Incident(began, TimeSpan.FromHours(4)) with { Severe = false },
            Incident(began.AddHours(1), TimeSpan.FromHours(1)) with { Cause = "It refuses." },
            Incident(began.AddHours(2), TimeSpan.FromHours(4)) with { Severe = false }));

        var day = On(past.Days, 15);
        Assert.Equal((DayState.Failing, 1.0, 5.0), (day.State, day.Failing.TotalHours, day.Impaired.TotalHours));
        Assert.Equal("15 Nov 2026: failing for 60 min, impaired for 5 h. It is away. And 1 more.", day.ToString());
        Assert.Equal(3, past.Incidents);
    }

    [Fact]
    public void An_incident_that_is_open_over_a_gap_is_shown_through_it()
    {
        var past = Of(Known(Incident(Midnight(10), TimeSpan.FromDays(5))) with { Gaps = [new(Midnight(12), Midnight(13))] });

        Assert.Equal((DayState.Failing, TimeSpan.Zero), (On(past.Days, 12).State, On(past.Days, 12).Unjudged));
    }

    [Theory]
    [InlineData("endpoint:job", "Jobs")]
    [InlineData("run:candidates", "Candidates")]
    [InlineData("withheld:onboarding", "Onboarding")]
    [InlineData("settings:onboarding-key", "Onboarding")]
    [InlineData("budget:requisition", "Jobs")]
    [InlineData("budget:candidate", "Candidates")]
    [InlineData("budget:blocked", "Jobs Candidates Onboarding")]
    [InlineData("settings:nothing", "Jobs Candidates Onboarding")]
    [InlineData("webhooks:dead", "Webhooks")]
    [InlineData("service:database", "Jobs Candidates Onboarding Webhooks")]
    [InlineData("settings:unreadable", "Jobs Candidates Onboarding Webhooks")]
    [InlineData("webhook-endpoint:1f", "")]
    public void An_incident_is_shown_where_it_belongs(string subject, string parts) =>
        Assert.Equal(parts, string.Join(' ', Enum.GetValues<HealthPart>().Where(part => HealthParts.IsAbout(subject, part))));

    private static HealthDays Of(HealthPast past, string zone = "Europe/Berlin", DateTimeOffset? now = null) => HealthDays.Of(past, HealthPart.Jobs, isUsed: true, Zone(zone), now ?? Now);

    private static HealthPast Known(params HealthIncident[] incidents) => new() { KnownSince = Now.AddDays(-200), KnownUntil = Now, Incidents = [.. incidents] };

    private static HealthIncident Incident(DateTimeOffset at, TimeSpan? length) =>
        new() { Id = Guid.NewGuid(), Subject = "endpoint:job", StartedAt = at, EndedAt = at + length, Cause = "It is away.", Effect = "", WhatToDo = "", Severe = true };

    /// <summary>When a day of November begins in Berlin.</summary>
    private static DateTimeOffset Midnight(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.FromHours(1));

    private static HealthDay On(IEnumerable<HealthDay> days, int november) => days.Single(one => one.Day == new DateOnly(2026, 11, november));

    private static double HoursOn(IEnumerable<HealthDay> days, int november) => On(days, november).Failing.TotalHours;

    private static ReaderZone Zone(string id)
    {
        Assert.True(ReaderZone.TryFind(id, out var zone));
        return zone;
    }
}
