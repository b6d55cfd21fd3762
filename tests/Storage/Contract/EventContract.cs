using System.Collections.Immutable;
using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class EventContract : StoreContract
{
    [Fact]
    public async Task Events_are_due_at_once_the_record_that_waits_longest_first()
    {
        var second = Sample.Event(Now.AddSeconds(-1), entity: "p2") with { ApplicationId = "a2" };
        var first = Sample.Event(Now.AddSeconds(-2), entity: "p1");
        await Events.Append([second, first], Stop);

        var due = await Due();

        Assert.Equal([("p1", 0, first.ReceivedAt), ("p2", 0, second.ReceivedAt)], due.Select(one => (one.EntityId, one.Attempts, one.OldestReceivedAt)));
        Assert.Equal([first.Id, second.Id], due.SelectMany(one => one.Ids));
        Assert.Equal(["a2"], due.SelectMany(one => one.Applications));
        Assert.Equal("p1", Assert.Single(await Events.ReadDue(Company, WebhookSource.Candidate, Now, 1, Stop)).EntityId);
        Assert.Empty(await Events.ReadDue(Company, WebhookSource.Job, Now, 10, Stop));
        Assert.Empty(await Events.ReadDue(Company, WebhookSource.Candidate, Now.AddMinutes(-1), 10, Stop));
    }

    [Fact]
    public async Task Events_of_one_record_are_due_together_but_for_those_that_have_failed_more_often()
    {
        var failed = Sample.Event(Now.AddSeconds(-9), entity: "p1") with { ApplicationId = "a1" };
        await Events.Append([failed], Stop);
        await Events.MarkFailed(Company, [new FailedEvent(failed.Id, "Not now.", Now)], Stop);
        NewEvent[] later = [.. new[] { "a2", "a1", null, "a2" }.Select((application, i) => Sample.Event(Now.AddSeconds(i - 5), entity: "p1") with { ApplicationId = application })];
        await Events.Append(later, Stop);

        var due = await Due();

        Assert.Equal([(1, failed.ReceivedAt), (0, later[0].ReceivedAt)], due.Select(one => (one.Attempts, one.OldestReceivedAt)));
        Assert.Equal([failed.Id], due[0].Ids);
        Assert.Equal(later.Select(one => one.Id).Order(), due[1].Ids.Order());
        Assert.Equal(["a1", "a2"], due[1].Applications.Order());
        Assert.Equal(3, (await Events.ReadDue(Company, WebhookSource.Candidate, Now, 3, Stop)).Sum(one => one.Ids.Count));
    }

    [Fact]
    public async Task The_body_comes_back_byte_for_byte()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("""{"name":"\u0000","x":"ü"}"""), 0, 0xFF, 0xFE];
        var one = Sample.Event(Now) with { Body = body };
        await Events.Append([one], Stop);

        Assert.Equal(body, (await Reader.GetWebhook(Company, one.Id, Stop))!.Payload.ToArray());
    }

    [Fact]
    public async Task Hundreds_are_stored_together()
    {
        await Events.Append([.. Enumerable.Range(0, 500).Select(i => Sample.Event(Now.AddMilliseconds(-i), $"company{i % 7}"))], Stop);

        Assert.Equal(7, (await Events.FindDue(Now, 100, Stop)).Count);
        Assert.Equal(72, (await Reader.Count("company0", Stop)).WebhooksPending);
    }

    [Fact]
    public async Task All_or_none_are_stored()
    {
        var twice = Sample.Event(Now);

        await Assert.ThrowsAnyAsync<Exception>(() => Events.Append([Sample.Event(Now), twice, twice], Stop));

        Assert.Empty(await Due());
    }

    [Fact]
    public async Task An_event_that_waits_must_name_its_record()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Events.Append([Sample.Event(Now, entity: null)], Stop));
    }

    [Fact]
    public async Task Rejected_and_settled_events_are_logged_and_never_due()
    {
        var rejected = Sample.Event(Now, entity: null, status: WebhookStatus.Rejected) with { Note = "Invalid signature" };
        var settled = Sample.Event(Now, entity: null, status: WebhookStatus.Processed) with { Note = "It names nothing to refresh." };
        await Events.Append([rejected, settled], Stop);

        Assert.Empty(await Due());
        Assert.Empty(await Events.FindDue(Now, 10, Stop));
        var log = await Log(new WebhookFilter());
        Assert.Equal(["Invalid signature", "It names nothing to refresh."], log.Select(one => one.ErrorMessage).Order());
        Assert.Equal(Now, log.Single(one => one.Id == settled.Id).ProcessedAt);
    }

    [Fact]
    public async Task Inboxes_that_have_waited_longest_are_found_first()
    {
        await Events.Append(
            [
                Sample.Event(Now.AddSeconds(-1), Company),
                Sample.Event(Now.AddSeconds(-5), Other),
                Sample.Event(Now.AddSeconds(-3), Company) with { Source = WebhookSource.Job },
                Sample.Event(Now.AddSeconds(60), "future"),
            ],
            Stop);

        Assert.Equal(
            [new DueInbox(Other, WebhookSource.Candidate), new DueInbox(Company, WebhookSource.Job), new DueInbox(Company, WebhookSource.Candidate)],
            await Events.FindDue(Now, 10, Stop));
        Assert.Equal(2, (await Events.FindDue(Now, 2, Stop)).Count);
    }

    [Fact]
    public async Task An_inbox_is_found_behind_events_that_wait_for_later()
    {
        NewEvent[] later = [.. Enumerable.Range(0, 3).Select(i => Sample.Event(Now.AddSeconds(-60 + i), Company))];
        await Events.Append([.. later, Sample.Event(Now.AddSeconds(-1), Company), Sample.Event(Now.AddSeconds(-2), Other)], Stop);
        await Events.Postpone(Company, [.. later.Select(one => one.Id)], Now.AddMinutes(5), "Later.", Stop);

        Assert.Equal(
            [new DueInbox(Other, WebhookSource.Candidate), new DueInbox(Company, WebhookSource.Candidate)],
            await Events.FindDue(Now, 10, Stop));
    }

    [Fact]
    public async Task A_processed_event_is_done()
    {
        var one = await Appended();
        Advance();
        await Events.MarkProcessed(Company, [one.Id], "The record is newer.", Stop);

        var view = await Event(one.Id);
        Assert.Equal((WebhookStatus.Processed, Now, "The record is newer.", null), (view.Status, view.ProcessedAt, view.ErrorMessage, view.NextAttemptAt));
        Assert.Empty(await Due());
    }

    [Fact]
    public async Task A_failed_attempt_is_counted_remembered_and_due_again_later()
    {
        var one = await Appended();
        await Events.MarkFailed(Company, [new FailedEvent(one.Id, "Jobvite did not answer.", Now.AddMinutes(5))], Stop);

        var view = await Event(one.Id);
        Assert.Equal((WebhookStatus.Failed, 1, "Jobvite did not answer.", Now.AddMinutes(5)), (view.Status, view.Attempts, view.ErrorMessage, view.NextAttemptAt));
        Assert.Equal([new WebhookAttempt(Now, "Jobvite did not answer.")], (await Reader.GetWebhook(Company, one.Id, Stop))!.History);
        Assert.Empty(await Due());
        Advance(300);
        Assert.Equal(1, (await Due()).Single().Attempts);
    }

    [Fact]
    public async Task The_last_fifty_attempts_are_remembered()
    {
        var one = await Appended();
        for (var i = 0; i < 53; i++)
        {
            await Events.MarkFailed(Company, [new FailedEvent(one.Id, $"Attempt {i}", Now)], Stop);
        }

        var history = (await Reader.GetWebhook(Company, one.Id, Stop))!.History;

        Assert.Equal(53, (await Event(one.Id)).Attempts);
        Assert.Equal(Enumerable.Range(3, 50).Select(i => $"Attempt {i}"), history.Select(attempt => attempt.Error));
    }

    [Fact]
    public async Task A_postponed_event_waits_without_an_attempt()
    {
        var one = await Appended();
        await Events.Postpone(Company, [one.Id], Now.AddSeconds(30), "Jobvite is away.", Stop);

        Assert.Empty(await Due());
        Advance(30);
        Assert.Equal(0, (await Due()).Single().Attempts);
    }

    [Fact]
    public async Task What_is_done_cannot_fail_or_be_postponed()
    {
        var one = await Appended();
        await Events.MarkProcessed(Company, [one.Id], null, Stop);

        await Events.MarkFailed(Company, [new FailedEvent(one.Id, "Late.", Now)], Stop);
        await Events.Postpone(Company, [one.Id], Now, "Late.", Stop);

        Assert.Equal((WebhookStatus.Processed, 0), ((await Event(one.Id)).Status, (await Event(one.Id)).Attempts));
        Assert.Empty(await Due());
    }

    [Fact]
    public async Task A_stored_refresh_settles_its_events_in_the_same_transaction()
    {
        var one = await Appended();
        var other = await Appended();
        var refresh = Refresh(events: one.Id) with { Note = "Jobvite has no such record." };

        await Records.SaveRefresh(refresh, [Sample.Person("p1")], IncomingWins.Instance, Stop);

        var view = await Event(one.Id);
        Assert.Equal((WebhookStatus.Processed, "Jobvite has no such record.", 1), (view.Status, view.ErrorMessage, view.Attempts));
        Assert.Equal([new WebhookAttempt(Now, null)], (await Reader.GetWebhook(Company, one.Id, Stop))!.History);
        Assert.Equal(other.Id, (await Due()).Single().Ids.Single());
    }

    [Fact]
    public async Task A_refresh_that_breaks_leaves_its_events_waiting()
    {
        await Save(Sample.Job("j1"));
        Advance();
        var one = await Appended();
        var broken = new MergeBy((_, _) => throw new InvalidOperationException("Killed."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Records.SaveRefresh(Refresh(events: one.Id), [Sample.Job("j1", "New")], broken, Stop));

        Assert.Equal(one.Id, (await Due()).Single().Ids.Single());
    }

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
