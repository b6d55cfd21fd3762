using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class DirectoryContract : StoreContract
{
    private ICompanyDirectory Directory => Store.Get<ICompanyDirectory>();

    [Fact]
    public async Task A_company_is_listed_as_it_was_saved_last()
    {
        await Directory.Save(Entry(Company) with { SyncOnboarding = false }, Stop);
        var entry = new DirectoryEntry(Company, JobviteEnvironment.Prod, Connected: false, IntervalMinutes: 30) { SyncOnboarding = true };
        await Directory.Save(entry, Stop);

        var company = Assert.Single((await List()).Items);

        Assert.Equal(entry, company.Entry);
        Assert.Equal(CompanyHealth.Disconnected, company.Health);
        Assert.Equal([false, false, true], company.Kinds.Select(kind => kind.Standing.Enabled));
    }

    [Fact]
    public async Task Connected_companies_are_found_listed_in_pages_and_told_when_they_change()
    {
        await Directory.Save(Entry("b"), Stop);
        await Directory.Save(Entry("a") with { BudgetKey = "budget:key:stage:00" }, Stop);
        await Directory.Save(Entry("c") with { Connected = false }, Stop);
        Advance();
        var later = Now;
        await Directory.Save(Entry("d"), Stop);
        await Directory.Save(Entry("b") with { Connected = false }, Stop);

        Assert.True(await Directory.IsConnected("a", Stop));
        Assert.False(await Directory.IsConnected("b", Stop) || await Directory.IsConnected("A", Stop) || await Directory.IsConnected("e", Stop));
        Assert.Equal(["a"], await Directory.ListConnected(after: null, limit: 1, Stop));
        Assert.Equal(["d"], await Directory.ListConnected(after: "a", limit: 9, Stop));
        Assert.Equal([("b", false), ("d", true)], (await Directory.ListChanged(later, 9, Stop)).Select(one => (one.CompanyId, one.Connected)).Order());
        Assert.Equal(2, (await Directory.ListChanged(DateTimeOffset.UnixEpoch, 2, Stop)).Count);
        Assert.Equal("budget:key:stage:00", (await List()).Items.Single(one => one.Entry.CompanyId == "a").Entry.BudgetKey);
    }

    [Fact]
    public async Task A_company_that_was_removed_is_not_listed()
    {
        await Directory.Save(Entry(Company), Stop);
        await Directory.Remove(Company, Stop);
        await Directory.Remove(Company, Stop);

        Assert.Empty((await List()).Items);
        Assert.Equal(0, (await Directory.GetTotals(Stop)).Companies);
    }

    [Fact]
    public async Task Health_follows_the_last_run_of_each_enabled_kind()
    {
        await Connect("well", "failing", "partial", "late", "switched-off");
        await RunAll("well");
        await RunAll("failing");
        await Finish("failing", SyncKind.Jobs, RunStatus.Failed, "No.");
        await RunAll("partial");
        await Finish("partial", SyncKind.Jobs, RunStatus.Partial, "Some.");
        await Finish("switched-off", SyncKind.Onboarding, RunStatus.Failed, "No.");
        await RunAll("switched-off");

        var health = (await List()).Items.ToDictionary(company => company.Entry.CompanyId, company => company.Health);

        Assert.Equal(CompanyHealth.Well, health["well"]);
        Assert.Equal(CompanyHealth.Failing, health["failing"]);
        Assert.Equal(CompanyHealth.Impaired, health["partial"]);
        Assert.Equal(CompanyHealth.Late, health["late"]);
        Assert.Equal(CompanyHealth.Well, health["switched-off"]);
    }

    [Fact]
    public async Task A_company_with_dead_events_fails_and_records_grow_late_with_time()
    {
        await Connect("dead", "late");
        await RunAll("dead");
        await RunAll("late");
        var given = Sample.Event(Now, "dead");
        await Events.Append([given, Sample.Event(Now.AddSeconds(-5), "dead"), Sample.Event(Now, "dead")], Stop);
        await Events.MarkFailed("dead", [new FailedEvent(given.Id, "No.", null)], Stop);
        Assert.Equal(CompanyHealth.Well, (await List(CompanyOrder.Name)).Items[1].Health);
        Advance((2 * 3600) + 1);

        var (dead, late) = ((await List(CompanyOrder.Name)).Items[0], (await List(CompanyOrder.Name)).Items[1]);

        Assert.Equal((CompanyHealth.Failing, 1L, 2L), (dead.Health, dead.WebhooksDead, dead.WebhooksPending));
        Assert.Equal(Now.AddSeconds(-5 - 7201), dead.OldestPendingAt);
        Assert.Equal((CompanyHealth.Late, 0L, 0L, null), (late.Health, late.WebhooksDead, late.WebhooksPending, late.OldestPendingAt));
    }

    [Fact]
    public async Task A_kind_shows_its_last_run_its_last_complete_one_and_the_one_under_way()
    {
        await Connect(Company);
        var complete = Now;
        await Finish(Company, SyncKind.Jobs, RunStatus.Success, null);
        Advance();
        await Finish(Company, SyncKind.Jobs, RunStatus.Failed, "Jobvite refused the credentials.", seconds: 7, complete: false);
        Advance();
        await Begin(SyncKind.Jobs);

        var (jobs, error) = (await List()).Items.Single().Kinds[0];

        Assert.Equal("Jobvite refused the credentials.", error);
        Assert.Equal((SyncKind.Jobs, true, RunStatus.Failed), (jobs.Kind, jobs.Enabled, jobs.LastStatus));
        Assert.Equal((TimeSpan.FromSeconds(7), complete, Now), (jobs.LastDuration, jobs.CompleteSince, jobs.RunningSince));
    }

    [Fact]
    public async Task The_worst_come_first_or_the_slowest_or_by_name()
    {
        await Connect("a-well", "b-failing", "c-slow");
        await RunAll("a-well");
        await RunAll("b-failing");
        await Finish("b-failing", SyncKind.Candidates, RunStatus.Failed, "No.", complete: false);
        await RunAll("c-slow", seconds: 100);

        Assert.Equal("b-failing", (await Ids(CompanyOrder.Worst))[0]);
        Assert.Equal("c-slow", (await Ids(CompanyOrder.Slowest))[0]);
        Assert.Equal(["a-well", "b-failing", "c-slow"], await Ids(CompanyOrder.Name));
    }

    [Fact]
    public async Task Pages_and_the_start_of_an_id_narrow_the_list()
    {
        await Connect("acme-1", "acme_2", "Acme-3", "other");

        var page = await Directory.List(CompanyOrder.Name, null, new PageRequest(2, 3), Stop);

        Assert.Equal((4L, 2, 3), (page.Total, page.PageNumber, page.PageSize));
        Assert.Equal(["other"], page.Items.Select(company => company.Entry.CompanyId));
        Assert.Equal(["acme-1", "acme_2"], await Ids(CompanyOrder.Name, "acme"));
        Assert.Equal(["acme_2"], await Ids(CompanyOrder.Name, "acme_"));
        Assert.Empty(await Ids(CompanyOrder.Name, "%"));
    }

    [Fact]
    public async Task The_totals_add_all_companies_up()
    {
        await Connect("a", "b");
        await Directory.Save(Entry("c") with { Connected = false }, Stop);
        await Begin(SyncKind.Jobs, "a");
        var dead = Sample.Event(Now, "a");
        await Events.Append([dead, Sample.Event(Now.AddSeconds(-9), "b"), Sample.Event(Now, "b")], Stop);
        await Events.MarkFailed("a", [new FailedEvent(dead.Id, "No.", null)], Stop);

        Assert.Equal(
            new ClusterTotals { Companies = 3, Connected = 2, RunsUnderWay = 1, WebhooksPending = 2, OldestPendingAt = Now.AddSeconds(-9), WebhooksDead = 1 },
            await Directory.GetTotals(Stop));
    }

    private static DirectoryEntry Entry(string company) => new(company, JobviteEnvironment.Stage, Connected: true, IntervalMinutes: 60)
    {
        SyncJobs = true,
        SyncCandidates = true,
    };

    private async Task Connect(params string[] companies)
    {
        foreach (var company in companies)
        {
            await Directory.Save(Entry(company), Stop);
        }
    }

    private async Task RunAll(string company, int seconds = 1)
    {
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            await Finish(company, kind, RunStatus.Success, null, seconds);
        }
    }

    private async Task Finish(string company, SyncKind kind, RunStatus status, string? error, int seconds = 1, bool complete = true)
    {
        var run = await Begin(kind, company);
        Advance(seconds);
        await Runs.Finish(run, new RunEnd(status, error, complete), Stop);
    }

    private Task<Page<CompanyStanding>> List(CompanyOrder order = CompanyOrder.Worst) => Directory.List(order, null, new PageRequest(), Stop);

    private async Task<string[]> Ids(CompanyOrder order, string? search = null) =>
        [.. (await Directory.List(order, search, new PageRequest(), Stop)).Items.Select(company => company.Entry.CompanyId)];
}
