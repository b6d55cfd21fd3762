using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class ReplayContract : StoreContract
{
    [Fact]
    public async Task An_event_given_up_is_dead_until_it_is_replayed()
    {
        var one = await Appended();
        await Events.MarkFailed(Company, [new FailedEvent(one.Id, "Refused.", null)], Stop);
        Advance();
        Assert.Equal((WebhookStatus.Dead, 1), ((await Event(one.Id)).Status, (int)(await Reader.Count(Company, Stop)).WebhooksDead));
        Assert.Empty(await Due());

        Assert.True(await Events.Replay(Company, one.Id, Stop));

        Assert.Equal(0, (await Due()).Single().Attempts);
        Assert.Equal((WebhookStatus.Pending, Now), ((await Event(one.Id)).Status, (await Event(one.Id)).NextAttemptAt));
    }

    [Fact]
    public async Task Replay_refuses_what_was_rejected_or_is_not_there()
    {
        var rejected = Sample.Event(Now, status: WebhookStatus.Rejected);
        await Events.Append([rejected], Stop);
        var one = await Appended();

        Assert.False(await Events.Replay(Company, rejected.Id, Stop));
        Assert.False(await Events.Replay(Company, Guid.CreateVersion7(), Stop));
        Assert.False(await Events.Replay(Other, one.Id, Stop));
    }

    [Fact]
    public async Task An_event_that_names_nothing_stays_processed_when_replayed()
    {
        var one = Sample.Event(Now, entity: null, status: WebhookStatus.Processed);
        await Events.Append([one], Stop);

        Assert.True(await Events.Replay(Company, one.Id, Stop));
        Assert.Equal(WebhookStatus.Processed, (await Event(one.Id)).Status);
        Assert.Empty(await Due());
    }

    [Fact]
    public async Task All_that_match_are_replayed()
    {
        var dead = await Appended();
        var waiting = await Appended();
        await Events.Append([Sample.Event(Now, status: WebhookStatus.Rejected), Sample.Event(Now, Other)], Stop);
        await Events.MarkFailed(Company, [new FailedEvent(dead.Id, "Refused.", null)], Stop);
        await Events.Postpone(Company, [waiting.Id], Now.AddDays(1), "Later.", Stop);

        Assert.Equal(1, await Events.ReplayMatching(Company, new WebhookFilter { Status = WebhookStatus.Dead }, Stop));
        Assert.Equal(dead.Id, (await Due()).Single().Ids.Single());
        Assert.Equal(2, await Events.ReplayMatching(Company, new WebhookFilter(), Stop));
    }

    [Fact]
    public async Task The_log_is_filtered_by_everything_at_once()
    {
        var old = Sample.Event(Now.AddHours(-2)) with { EventType = "jobUpdate", Source = WebhookSource.Job };
        var rejected = Sample.Event(Now.AddHours(-1), status: WebhookStatus.Rejected);
        var done = Sample.Event(Now);
        await Events.Append([old, rejected, done], Stop);
        await Events.MarkProcessed(Company, [done.Id], null, Stop);

        Assert.Equal([done.Id, rejected.Id, old.Id], Ids(await Log(new WebhookFilter())));
        Assert.Equal([old.Id], Ids(await Log(new WebhookFilter { EventType = "JOBUPDATE" })));
        Assert.Equal([old.Id], Ids(await Log(new WebhookFilter { Source = WebhookSource.Job })));
        Assert.Equal([rejected.Id], Ids(await Log(new WebhookFilter { SignatureValid = false })));
        Assert.Equal([done.Id], Ids(await Log(new WebhookFilter { Processed = true })));
        Assert.Equal([rejected.Id, old.Id], Ids(await Log(new WebhookFilter { Processed = false })));
        Assert.Equal([rejected.Id], Ids(await Log(new WebhookFilter { Status = WebhookStatus.Rejected })));
        Assert.Equal([rejected.Id], Ids(await Log(new WebhookFilter { DateFrom = rejected.ReceivedAt, DateTo = done.ReceivedAt })));
        Assert.Empty(await Log(new WebhookFilter { Processed = true, Source = WebhookSource.Job }));
    }

    private static IEnumerable<Guid> Ids(ImmutableArray<WebhookView> events) => events.Select(one => one.Id);

    private async Task<NewEvent> Appended()
    {
        var one = Sample.Event(Now);
        await Events.Append([one], Stop);
        return one;
    }

    private Task<IReadOnlyList<DueEvents>> Due() => Events.ReadDue(Company, WebhookSource.Candidate, Now, 100, Stop);

    private async Task<WebhookView> Event(Guid id) => (await Reader.GetWebhook(Company, id, Stop))!.Event;

    private async Task<ImmutableArray<WebhookView>> Log(WebhookFilter filter) =>
        (await Reader.ListWebhooks(Company, filter, new PageRequest(PageSize: 100), Stop)).Items;
}
