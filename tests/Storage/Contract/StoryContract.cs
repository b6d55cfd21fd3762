using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What happened to a candidate, from all that is stored of it.</summary>
public abstract class StoryContract : StoreContract
{
    private IStoryReader Stories => Store.Get<IStoryReader>();

    [Fact]
    public async Task Everything_that_happened_is_told_once_and_the_newest_first()
    {
        var sent = Now.AddDays(-3);
        await Save(Ann("Lee", Application("a1", "New", sent)));
        Advance();
        var webhook = Sample.Event(Now, entity: "a1") with { EntityKind = EventEntity.Application, ApplicationId = "a1" };
        await Events.Append([webhook], Stop);
        Advance();
        await Records.SaveRefresh(
            Refresh(events: webhook.Id) with { EventOf = new Dictionary<string, Guid> { ["p1"] = webhook.Id } }, [Ann("Lee", Application("a1", "Offer", sent))], IncomingWins.Instance, Stop);
        Advance();
        await Note("candidate.export", "p1");

        var story = await Read();

        Assert.Equal(["candidate.export", "application New>Offer", "webhook Processed", "first synced", "applied a1"], story.Events.Select(Told));
        var change = story.Events[1].Change!;
        Assert.Equal((FeedCause.Webhook, webhook.Id, "a1", "j1"), (change.Cause, change.CauseId, change.ApplicationId, change.JobId));
        Assert.False(story.HasOlder);
    }

    [Fact]
    public async Task Older_events_are_read_part_by_part_without_a_gap_and_none_twice()
    {
        await Save(Ann("v0", Application("a1", "New", Now.AddDays(-1)), Application("a2", "New", Now.AddDays(-1))));
        for (var i = 1; i <= 6; i++)
        {
            // In the same millisecond: only the ids tell them apart.
            Advance(i % 2 * 60);
            await Save(Ann($"v{i}"));
            await Events.Append([Sample.Event(Now)], Stop);
            await Note("candidate.export", "p1");
        }

        var all = await Read(limit: 100);
        List<StoryEvent> parts = [];
        StoryPlace? place = null;
        do
        {
            var part = await Read(place, limit: 4);
            Assert.InRange(part.Events.Count, 1, 4);
            parts.AddRange(part.Events);
            place = part.HasOlder ? new StoryPlace(part.Events[^1].At, part.Events[^1].Id) : null;
        }
        while (place is not null);

        Assert.Equal(6 + 6 + 6 + 3, all.Events.Count);
        Assert.Equal(all.Events.Select(one => one.Id), parts.Select(one => one.Id));
        Assert.Equal(all.Events.Select(one => one.At).OrderDescending(), all.Events.Select(one => one.At));
    }

    [Fact]
    public async Task Documents_onboarding_and_downloads_belong_to_it()
    {
        await Save(Ann("Lee") with { Documents = Sample.Told(Sample.Document("cv.pdf")) });
        await Save([Sample.Process("pr1") with { CandidateId = "p1" }]);
        var document = (await Documents.List(Company, "p1", Stop))!.Documents.Single();
        Advance();
        await Note("document.download", $"{document.Id}");
        Advance();
        await Note("milestones.update", "pr1");
        Advance();
        await Events.Append([Sample.Event(Now, entity: "pr1") with { Source = WebhookSource.Onboarding }], Stop);
        Advance();
        await Events.Append([Sample.Event(Now, entity: "p1") with { Source = WebhookSource.Onboarding, EntityKind = EventEntity.Candidate }], Stop);

        Assert.Equal(["webhook Pending", "webhook Pending", "milestones.update", "document.download", "first synced"], (await Read()).Events.Select(Told));
    }

    [Fact]
    public async Task Nothing_of_others_is_told()
    {
        await Save(Ann("Lee", Application("7", "New", null)), Ann("Lee") with { Id = "p2" });
        await Save([Sample.Process("7") with { CandidateId = "p2" }]);
        await Records.SaveRefresh(Refresh(company: Other), [Ann("Lee")], IncomingWins.Instance, Stop);
        Advance();
        await Events.Append(
            [
                Sample.Event(Now, entity: "p2"),
                Sample.Event(Now, company: Other),
                Sample.Event(Now, entity: "p1") with { Source = WebhookSource.Job },
                Sample.Event(Now, entity: "7") with { Source = WebhookSource.Onboarding },
                Sample.Event(Now, entity: "p1", status: WebhookStatus.Rejected),
            ],
            Stop);
        await Note("candidate.export", "p2");
        await Note("candidate.export", "p1", tenant: "former");
        await Note("record.readRaw", "p1");

        Assert.Equal(["first synced"], (await Read()).Events.Select(Told));
    }

    [Fact]
    public async Task Webhooks_that_wait_are_counted_with_what_they_wait_for()
    {
        await Save(Ann("Lee", Application("a1", "New", null)));
        var (first, second) = (Sample.Event(Now), Sample.Event(Now, entity: "a1") with { EntityKind = EventEntity.Application });
        await Events.Append([first, second, Sample.Event(Now, entity: "p9")], Stop);
        await Events.Postpone(Company, [second.Id], Now.AddMinutes(2), "No requests are left.", Stop);

        var story = await Read();

        Assert.Equal(new WaitingWebhooks(2, Now, "No requests are left."), story.Waiting);
        Assert.Null(story.LastWebhook);
    }

    [Fact]
    public async Task The_last_reading_and_the_webhook_that_asked_for_it_are_known()
    {
        await Save(Ann("Lee"));
        Advance();
        var webhook = Sample.Event(Now);
        await Events.Append([webhook], Stop);
        Advance();
        await Records.SaveRefresh(Refresh(events: webhook.Id), [Ann("Lee")], IncomingWins.Instance, Stop);

        var story = await Read();

        Assert.Equal(Now, story.ReadAt);
        Assert.Equal(new StoryCause(webhook.Id, Now), story.LastWebhook);
        Assert.Equal(0, story.Waiting.Count);
    }

    [Fact]
    public async Task Somebody_who_had_it_read_again_is_the_cause_of_what_changed()
    {
        await Save(Ann("Lee"));
        Advance();
        await Records.SaveRefresh(Refresh() with { ByPerson = true }, [Ann("Stone")], IncomingWins.Instance, Stop);

        Assert.Equal((FeedCause.Manual, null), ((await Read()).Events[0].Change!.Cause, (await Read()).Events[0].Change!.CauseId));
    }

    [Fact]
    public async Task A_candidate_that_is_not_stored_has_no_story()
    {
        var story = await Read();

        Assert.Empty(story.Events);
        Assert.Null(story.ReadAt);
    }

    private static string Told(StoryEvent one) => one switch
    {
        { Change: { } change } => $"{FeedTypes.KindOf(change.Type)} {change.From}>{change.To}",
        { Webhook: { } webhook } => $"webhook {webhook.Status}",
        { Act: { } act } => act.Action,
        { Applied: { } applied } => $"applied {applied.ApplicationId}",
        _ => one.FirstSynced ? "first synced" : "nothing",
    };

    private static ApplicationRow Application(string id, string state, DateTimeOffset? sent) => Sample.Application(id, state, job: "j1") with { SentDate = sent };

    private static CandidateRow Ann(string lastName, params ApplicationRow[] applications) => Sample.Person("p1", null, null, applications) with
    {
        LastName = lastName,
        RawJson = $$"""{"eId":"p1","lastName":"{{lastName}}"}""",
    };

    private Task Note(string action, string about, string tenant = "tenant") =>
        Store.Get<IAuditLog>().Append(new AuditEntry(Company, Now, action, tenant, "sub", "ann@example.com", null) { About = about }, Stop);

    private Task<StoryRows> Read(StoryPlace? before = null, int limit = 50) => Stories.Read(Company, "tenant", "p1", before, limit, Stop);
}
