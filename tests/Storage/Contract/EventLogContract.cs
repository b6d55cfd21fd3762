using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class EventLogContract : StoreContract
{
    private const string Away = "Jobvite's candidate endpoint reported trouble of its own (status 503). Try again later.";

    private IEventLog Log => Store.Get<IEventLog>();

    [Fact]
    public async Task Twenty_five_dead_events_with_one_error_are_one_cause()
    {
        var began = Now;
        for (var i = 0; i < 25; i++)
        {
            await Dead($"pAbcd{i:000}", Away);
            Advance();
        }

        var cause = Assert.Single((await Digest()).Causes);

        Assert.Equal((Away, 25L, 0L, began, began.AddMinutes(24)), (cause.Sentence, cause.Dead, cause.Failed, cause.FirstReceivedAt, cause.LastReceivedAt));
    }

    [Fact]
    public async Task An_error_that_names_the_record_is_the_same_for_every_record()
    {
        await Dead("pQRSTuvwX", "Jobvite has no such record at the candidate endpoint. It said: no candidate pQRSTuvwX.");
        await Dead("pZYXabcde", "Jobvite has no such record at the candidate endpoint. It said: no candidate pZYXabcde.");
        await Dead("p1", "Jobvite has no such record at the candidate endpoint. It said: no candidate aApplication of p1.", "aApplication");

        var causes = (await Digest()).Causes;

        Assert.Equal(
            [("Jobvite has no such record at the candidate endpoint. It said: no candidate ….", 2L), ("Jobvite has no such record at the candidate endpoint. It said: no candidate … of p1.", 1L)],
            causes.Select(cause => (cause.Sentence, cause.Count)));
    }

    [Fact]
    public async Task Different_errors_are_different_causes_the_most_frequent_first()
    {
        await Dead("p1", Away.Replace("503", "500", StringComparison.Ordinal));
        await Dead("p2", Away);
        await Dead("p3", Away);

        Assert.Equal([(Away, 2L), (Away.Replace("503", "500", StringComparison.Ordinal), 1L)], (await Digest()).Causes.Select(cause => (cause.Sentence, cause.Count)));
    }

    [Fact]
    public async Task Waits_of_different_lengths_are_one_cause()
    {
        foreach (var seconds in (int[])[1, 37, 3600])
        {
            await Dead($"p{seconds}", $"Jobvite's limit of requests per hour is used up. Try again in {seconds} second{(seconds == 1 ? "" : "s")}.");
        }

        Assert.Equal(("Jobvite's limit of requests per hour is used up. Try again in ….", 3L), Assert.Single((await Digest()).Causes.Select(cause => (cause.Sentence, cause.Count))));
    }

    [Fact]
    public async Task Failed_ones_count_beside_dead_ones_and_others_not_at_all()
    {
        await Dead("p1", Away);
        await Failed("p2", Away);
        var waiting = await Appended("p3");
        await Events.Postpone(Company, [waiting.Id], Now.AddDays(1), "Later.", Stop);
        var done = await Appended("p4");
        await Events.MarkProcessed(Company, [done.Id], "Nothing to do.", Stop);
        await Events.Append([Sample.Event(Now, status: WebhookStatus.Rejected) with { Note = "Not signed." }], Stop);
        await Dead("p5", Away, company: Other);

        var cause = Assert.Single((await Digest()).Causes);

        Assert.Equal((1L, 1L), (cause.Dead, cause.Failed));
    }

    [Fact]
    public async Task Causes_beyond_the_most_that_are_shown_are_said_to_be_more()
    {
        for (var i = 0; i <= WebhookDigest.MaxCauses; i++)
        {
            await Dead($"p{i}", $"An error of the kind {(char)('a' + (i % 26))}{(char)('a' + (i / 26))} happened.");
        }

        var digest = await Digest();

        Assert.Equal((WebhookDigest.MaxCauses, true), (digest.Causes.Length, digest.HasMore));
    }

    [Fact]
    public async Task Errors_with_an_id_of_their_own_each_are_counted_in_whole()
    {
        for (var i = 0; i < 600; i++)
        {
            await Dead($"p{i}", $"Jobvite refused the request r{i:00000}-x (status 400).");
        }

        var digest = await Digest();

        Assert.Equal(("Jobvite refused the request … (status 400).", 600L), Assert.Single(digest.Causes.Select(cause => (cause.Sentence, cause.Count))));
        Assert.False(digest.HasMore);
    }

    [Fact]
    public async Task The_log_is_filtered_by_cause()
    {
        var first = await Dead("pQRSTuvwX", "There is 100% no pQRSTuvwX_here.");
        await Dead("pQRSTuvwX", "There is 100 no pQRSTuvwXyhere.");
        Advance();
        var failed = await Failed("pZYXabcde", "There is 100% no pZYXabcde_here.");
        var cause = (await Digest()).Causes[0];

        Assert.Equal([failed.Id, first.Id], await Ids(new WebhookFilter { Cause = cause.Sentence }));
        Assert.Equal([first.Id], await Ids(new WebhookFilter { Cause = cause.Sentence, Status = WebhookStatus.Dead }));
        Assert.Equal([failed.Id], await Ids(new WebhookFilter { Cause = cause.Sentence, Status = WebhookStatus.Failed }));
        Assert.Empty(await Ids(new WebhookFilter { Cause = "Something else." }));
    }

    [Fact]
    public async Task Lags_are_those_of_applied_events_since_a_time()
    {
        await Applied(3600);
        Advance(24 * 3600);
        var since = Now;
        for (var seconds = 1; seconds <= 100; seconds++)
        {
            await Applied(seconds);
        }

        var dropped = await Appended("p2");
        await Events.MarkProcessed(Company, [dropped.Id], "The settings switch this kind off.", Stop);

        var digest = await Digest(since);

        Assert.Equal((100, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(95)), (digest.Measured, digest.MedianLag, digest.SlowLag));
        Assert.Equal(101, (await Digest(since.AddDays(-2))).Measured);
        Assert.Equal((0, null, null), ((await Digest(Now.AddDays(1))).Measured, (await Digest(Now.AddDays(1))).MedianLag, (await Digest(Now.AddDays(1))).SlowLag));
        Assert.Equal(0, (await Log.Digest(Other, since, Stop)).Measured);
    }

    [Fact]
    public async Task One_applied_event_is_its_own_median()
    {
        await Applied(7);

        var digest = await Digest();

        Assert.Equal((1, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)), (digest.Measured, digest.MedianLag, digest.SlowLag));
    }

    [Fact]
    public async Task Chosen_events_are_due_again_and_what_waits_is_left_alone()
    {
        var dead = await Dead("p1", Away);
        var failed = await Failed("p2", Away);
        var processed = await Applied(1);
        var waiting = await Appended("p3");
        await Events.Postpone(Company, [waiting.Id], Now.AddDays(1), "Later.", Stop);
        var applying = Sample.Event(Now, entity: "p4", status: WebhookStatus.Processing);
        var rejected = Sample.Event(Now, status: WebhookStatus.Rejected);
        var nothing = Sample.Event(Now, entity: null, status: WebhookStatus.Processed);
        await Events.Append([applying, rejected, nothing], Stop);
        var theirs = await Dead("p9", Away, company: Other);

        var replayed = await Log.ReplayChosen(Company, [dead.Id, dead.Id, failed.Id, processed, waiting.Id, applying.Id, rejected.Id, nothing.Id, theirs.Id, Guid.CreateVersion7()], Stop);

        Assert.Equal(new WebhookReplay { Queued = 3, Waiting = 2, Unknown = 4 }, replayed);
        Assert.All([dead.Id, failed.Id, processed], id => Assert.Equal((WebhookStatus.Pending, 0, Now), Of(id)));
        Assert.Equal((WebhookStatus.Pending, 0, Now.AddDays(1)), Of(waiting.Id));
        Assert.Equal(WebhookStatus.Processing, Of(applying.Id).Status);
        Assert.Equal(WebhookStatus.Rejected, Of(rejected.Id).Status);
        Assert.Equal(WebhookStatus.Dead, (await Reader.GetWebhook(Other, theirs.Id, Stop))!.Event.Status);

        (WebhookStatus Status, int Attempts, DateTimeOffset? Next) Of(Guid id)
        {
            var one = Reader.GetWebhook(Company, id, Stop).GetAwaiter().GetResult()!.Event;
            return (one.Status, one.Attempts, one.NextAttemptAt);
        }
    }

    [Fact]
    public async Task No_more_than_a_hundred_chosen_events_are_taken()
    {
        List<Guid> all = [];
        for (var i = 0; i <= WebhookReplay.MostChosen; i++)
        {
            all.Add((await Dead("p1", Away)).Id);
        }

        Assert.Equal(new WebhookReplay { Queued = WebhookReplay.MostChosen }, await Log.ReplayChosen(Company, all, Stop));
        Assert.Equal(new WebhookReplay(), await Log.ReplayChosen(Company, [], Stop));
    }

    [Fact]
    public async Task Events_of_a_cause_are_due_again_the_oldest_first_and_the_rest_is_counted()
    {
        var events = Enumerable.Range(0, WebhookReplay.MostOfCause + 2).Select(i => Sample.Event(Now.AddSeconds(i), entity: $"pAbcd{i:000}")).ToList();
        await Events.Append(events, Stop);
        await Events.MarkFailed(Company, [.. events.Select((one, i) => new FailedEvent(one.Id, $"No candidate {one.EntityId}.", i % 2 == 0 ? null : Now))], Stop);
        var other = await Dead("p1", Away);
        var theirs = await Dead("pAbcd000", "No candidate pAbcd000.", company: Other);
        Advance(3600);

        var replayed = await Log.ReplayCause(Company, "No candidate ….", Stop);

        Assert.Equal(new WebhookReplay { Queued = WebhookReplay.MostOfCause, Left = 2 }, replayed);
        Assert.Equal(events.TakeLast(2).Reverse().Select(one => one.Id), await Ids(new WebhookFilter { Cause = "No candidate …." }));
        Assert.Equal([other.Id], await Ids(new WebhookFilter { Cause = Away }));
        Assert.Equal(WebhookStatus.Dead, (await Reader.GetWebhook(Other, theirs.Id, Stop))!.Event.Status);
        Assert.Equal(new WebhookReplay { Queued = 2 }, await Log.ReplayCause(Company, "No candidate ….", Stop));
        Assert.Equal(new WebhookReplay(), await Log.ReplayCause(Company, "No candidate ….", Stop));
    }

    private Task<WebhookDigest> Digest(DateTimeOffset? since = null) => Log.Digest(Company, since ?? Now.AddDays(-30), Stop);

    private async Task<IEnumerable<Guid>> Ids(WebhookFilter filter) => (await Reader.ListWebhooks(Company, filter, new PageRequest(PageSize: 100), Stop)).Items.Select(one => one.Id);

    private async Task<NewEvent> Appended(string entity, string? application = null, string company = Company)
    {
        var one = Sample.Event(Now, company, entity) with { ApplicationId = application };
        await Events.Append([one], Stop);
        return one;
    }

    private async Task<NewEvent> Dead(string entity, string error, string? application = null, string company = Company) => await Failed(entity, error, application, company, next: null);

    private Task<NewEvent> Failed(string entity, string error) => Failed(entity, error, null, Company, Now.AddHours(1));

    private async Task<NewEvent> Failed(string entity, string error, string? application, string company, DateTimeOffset? next)
    {
        var one = await Appended(entity, application, company);
        await Events.MarkFailed(company, [new FailedEvent(one.Id, error, next)], Stop);
        return one;
    }

    private async Task<Guid> Applied(int seconds)
    {
        var one = Sample.Event(Now);
        await Events.Append([one], Stop);
        Advance(seconds);
        await Records.SaveRefresh(Refresh(events: one.Id), [Sample.Person("p1", "ann@example.com")], IncomingWins.Instance, Stop);
        return one.Id;
    }
}
