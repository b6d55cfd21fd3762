using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class ActivityContract : StoreContract
{
    [Fact]
    public async Task Columns_are_whole_days_without_gaps_and_the_last_one_is_today()
    {
        var activity = await Reader.GetActivity(Company, ActivityUnit.Day, 14, Stop);

        Assert.Equal(14, activity.Counts.Length);
        Assert.Equal(new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero), activity.Counts[^1].Start);
        Assert.All(activity.Counts.Zip(activity.Counts.Skip(1)), pair => Assert.Equal(TimeSpan.FromDays(1), pair.Second.Start - pair.First.Start));
        Assert.All(activity.Counts, one => Assert.Equal((0, 0), (one.Applications, one.WebhooksReceived)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(90, 90)]
    [InlineData(100_000, 90)]
    public async Task What_is_asked_for_is_cut_to_what_is_allowed(int asked, int given) =>
        Assert.Equal(given, (await Reader.GetActivity(Company, ActivityUnit.Hour, asked, Stop)).Counts.Length);

    [Fact]
    public async Task An_application_counts_on_the_day_it_was_sent_whenever_it_was_read()
    {
        await Save(Sample.Person("p1", applications: [Sent("a1", Now.AddDays(-1)), Sent("a2", Now.AddDays(-40)), Sent("a3", null)]), Sample.Person("p2", applications: Sent("b1", Now.AddDays(-1))));
        Advance(86_400);
        await Save(Sample.Person("p1", "changed@example.com", applications: Sent("a4", Now)));

        var counts = (await Reader.GetActivity(Company, ActivityUnit.Day, 3, Stop)).Counts;

        Assert.Equal([2, 0, 1], counts.Select(one => one.Applications));
    }

    [Fact]
    public async Task Days_of_another_zone_are_as_long_as_they_are_there()
    {
        // The night in which New York's clocks go back: a day of 25 hours.
        DateTimeOffset[] starts = [At("2026-10-31T04:00:00Z"), At("2026-11-01T04:00:00Z"), At("2026-11-02T05:00:00Z")];
        await Save(Sample.Person("p1", applications: [Sent("a1", At("2026-11-01T03:59:59Z")), Sent("a2", At("2026-11-01T04:00:00Z")), Sent("a3", At("2026-11-02T04:59:59Z")), Sent("a4", At("2026-11-02T05:00:00Z"))]));
        await Events.Append([Sample.Event(At("2026-11-02T04:30:00Z"))], Stop);

        var activity = await Reader.GetActivity(Company, ActivityUnit.Day, [.. starts], Stop);

        Assert.Equal(starts, activity.Counts.Select(one => one.Start));
        Assert.Equal([1, 2, 1], activity.Counts.Select(one => one.Applications));
        Assert.Equal([0, 1, 0], activity.Counts.Select(one => one.WebhooksReceived));
    }

    [Fact]
    public async Task Webhooks_count_when_they_came_by_what_became_of_them()
    {
        var processed = Sample.Event(Now.AddHours(-1));
        var dead = Sample.Event(Now.AddHours(-1));
        await Events.Append([processed, dead, Sample.Event(Now.AddHours(-1), status: WebhookStatus.Rejected), Sample.Event(Now), Sample.Event(Now.AddHours(-3))], Stop);
        await Events.MarkProcessed(Company, [processed.Id], null, Stop);
        await Events.MarkFailed(Company, [new FailedEvent(dead.Id, "No.", null)], Stop);

        var counts = (await Reader.GetActivity(Company, ActivityUnit.Hour, 3, Stop)).Counts;

        Assert.Equal(
            [(0, 0, 0, 0), (3, 1, 1, 1), (1, 0, 0, 0)],
            counts.Select(one => (one.WebhooksReceived, one.WebhooksProcessed, one.WebhooksDead, one.WebhooksRejected)));
    }

    [Fact]
    public async Task An_event_of_a_clock_that_is_ahead_counts_as_now()
    {
        await Events.Append([Sample.Event(Now.AddHours(2))], Stop);

        Assert.Equal(1, (await Reader.GetActivity(Company, ActivityUnit.Hour, 2, Stop)).Counts[^1].WebhooksReceived);
    }

    [Fact]
    public async Task Another_company_does_not_count()
    {
        await Save(Sample.Person("p1"));
        await Events.Append([Sample.Event(Now)], Stop);

        var counts = (await Reader.GetActivity(Other, ActivityUnit.Day, 2, Stop)).Counts;

        Assert.All(counts, one => Assert.Equal((0, 0), (one.Applications, one.WebhooksReceived)));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private static ApplicationRow Sent(string id, DateTimeOffset? at) => Sample.Application(id) with { SentDate = at };
}
