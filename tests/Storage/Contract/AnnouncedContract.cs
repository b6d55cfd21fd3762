using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>Which changes webhooks announced, and which a run had to find.</summary>
public abstract class AnnouncedContract : FeedStoreContract
{
    private IHealthStore Health => Store.Get<IHealthStore>();

    [Fact]
    public async Task A_change_that_a_webhook_brought_is_announced_and_how_late_it_came_is_counted()
    {
        await Complete(SyncKind.Candidates);
        await Receive("p1", Now.AddSeconds(4), changed: Now);
        await Receive("p2", Now.AddMinutes(20), changed: Now);

        var count = await Count(SyncKind.Candidates);
        Assert.Equal((2, 0, 0), (count.Announced, count.Missed, count.Unheard));
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 1, 0], count.Waits);
    }

    [Fact]
    public async Task A_change_that_a_run_found_and_no_webhook_named_is_missed()
    {
        await Complete(SyncKind.Candidates);
        await Receive("p9", Now, changed: Now);
        Advance(600);

        await RunWith(Sample.Person("p1", null, Now.AddMinutes(-5), Sample.Application("a1", "New", Now.AddMinutes(-5))), Sample.Person("p2", null, Now.AddMinutes(-5)));

        // A person and its application are one change.
        Assert.Equal((1, 2, 0), await Numbers(SyncKind.Candidates));
    }

    [Theory]
    [InlineData("p1", null)]
    [InlineData("a1", "a1")]
    [InlineData("elsewhere", "a1")]
    public async Task A_change_that_a_run_found_is_announced_when_an_event_had_named_the_person_or_the_application(string entity, string? application)
    {
        await Complete(SyncKind.Candidates);
        await Append(Sample.Event(Now.AddSeconds(30), entity: entity) with { ApplicationId = application });
        Advance(600);

        await RunWith(Sample.Person("p1", null, Now.AddSeconds(-600), Sample.Application("a1", "New", Now.AddSeconds(-600))));

        Assert.Equal((1, 0, 0), await Numbers(SyncKind.Candidates));
        Assert.Equal(1, (await Count(SyncKind.Candidates)).Waits[4]);
    }

    [Fact]
    public async Task An_event_from_long_before_the_change_and_one_that_was_refused_announce_nothing()
    {
        await Complete(SyncKind.Candidates);
        await Append(Sample.Event(Now, entity: "p1"));
        Advance(3600);
        await Append(Sample.Event(Now, entity: "p1", status: WebhookStatus.Rejected));
        Advance(600);

        await RunWith(Sample.Person("p1", null, Now.AddMinutes(-10)));

        Assert.Equal((0, 1, 0), await Numbers(SyncKind.Candidates));
    }

    [Fact]
    public async Task What_changed_a_moment_ago_or_more_than_a_day_ago_is_not_judged()
    {
        await Complete(SyncKind.Candidates);
        await Receive("p9", Now, changed: Now);
        Advance(600);

        await RunWith(Sample.Person("p1", null, Now.AddSeconds(-30)), Sample.Person("p2", null, Now.AddHours(-25)));

        Assert.Equal((1, 0, 0), await Numbers(SyncKind.Candidates));
    }

    [Fact]
    public async Task Changes_of_a_kind_for_which_no_webhooks_arrive_are_counted_apart()
    {
        await Complete(SyncKind.Jobs);
        await Complete(SyncKind.Candidates);
        await Receive("p1", Now, changed: Now);
        Advance(600);
        var run = await Begin(SyncKind.Jobs);
        await SavePage(run, Sample.Job("j1", updated: Now.AddMinutes(-5)));

        Assert.Equal((0, 0, 1), await Numbers(SyncKind.Jobs));
        Assert.Equal((1, 0, 0), await Numbers(SyncKind.Candidates));
    }

    [Fact]
    public async Task A_first_sync_a_former_source_an_unchanged_page_and_deletions_are_not_counted()
    {
        var first = await Begin();
        await SavePage(first, Sample.Person("p1", null, Now.AddMinutes(-5)), Sample.Person("p2", null, Now.AddMinutes(-5)));
        await End(first, new RunEnd(RunStatus.Success, null, Complete: true));
        Advance(600);

        var moved = (await Runs.Take(Company, (await Runs.StartOrJoin(Run() with { SourceSince = Now.AddMinutes(-1) }, Stop)).Run.RunId, Stop))!.Run;
        await SavePage(moved, Sample.Person("p1", "new@example.com", Now.AddMinutes(-5)));
        await End(moved, new RunEnd(RunStatus.Success, null, Complete: true) { Compared = true });
        Advance(600);

        var same = await Begin();
        await SavePage(same, Sample.Person("p1", "new@example.com", Now.AddMinutes(-15)));
        await Records.DeleteUnseen(same, Stop);

        Assert.Empty((await Health.Read(Company, Stop)).Announced);
    }

    [Fact]
    public async Task A_refresh_that_stores_what_no_event_named_missed_it_like_a_run()
    {
        await Complete(SyncKind.Candidates);
        var happened = Now;
        Advance(600);
        var one = Sample.Event(Now, entity: "p1");
        await Append(one);
        await Records.SaveRefresh(
            Refresh(events: one.Id) with { EventOf = new Dictionary<string, Guid> { ["p1"] = one.Id } },
            [Sample.Person("p1", null, happened), Sample.Person("p2", null, happened)],
            IncomingWins.Instance,
            Stop);

        Assert.Equal((1, 1, 0), await Numbers(SyncKind.Candidates));
    }

    [Fact]
    public async Task Days_are_added_up_for_a_week_and_a_company_sees_its_own()
    {
        await Complete(SyncKind.Candidates);
        await Receive("p1", Now, changed: Now);
        Advance((int)TimeSpan.FromDays(3).TotalSeconds);
        await Receive("p2", Now, changed: Now);

        Assert.Equal((2, 0, 0), await Numbers(SyncKind.Candidates));
        Assert.Empty((await Health.Read(Other, Stop)).Announced);
        Advance((int)TimeSpan.FromDays(4).TotalSeconds);
        Assert.Equal((1, 0, 0), await Numbers(SyncKind.Candidates));
        Advance((int)TimeSpan.FromDays(100).TotalSeconds);
        await Health.Save(Company, HealthStatus.Ok, 1, [], Stop);
        Assert.Empty(await Store.Look("SELECT kind FROM announced_changes"));
    }

    [Fact]
    public async Task It_goes_with_the_company()
    {
        await Complete(SyncKind.Candidates);
        await Receive("p1", Now, changed: Now);
        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.Empty(await Store.Look("SELECT kind FROM announced_changes"));
    }

    private async Task<(long, long, long)> Numbers(SyncKind kind) => await Count(kind) is var count ? (count.Announced, count.Missed, count.Unheard) : default;

    private async Task<AnnouncedCount> Count(SyncKind kind) => (await Health.Read(Company, Stop)).Announced.Single(one => one.Kind == kind);

    private Task Append(NewEvent one) => Events.Append([one], Stop);

    /// <summary>An event comes, and the refresh that it asks for.</summary>
    private async Task Receive(string person, DateTimeOffset at, DateTimeOffset changed)
    {
        var one = Sample.Event(at, entity: person);
        await Append(one);
        await Records.SaveRefresh(
            Refresh(events: one.Id) with { EventOf = new Dictionary<string, Guid> { [person] = one.Id } }, [Sample.Person(person, null, changed)], IncomingWins.Instance, Stop);
    }

    private async Task RunWith(params CandidateRow[] rows)
    {
        var run = await Begin();
        await SavePage(run, rows);
        await End(run, new RunEnd(RunStatus.Cancelled, null, Complete: false));
    }
}
