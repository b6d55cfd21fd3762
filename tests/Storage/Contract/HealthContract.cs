using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class HealthContract : StoreContract
{
    private IHealthStore Health => Store.Get<IHealthStore>();

    private ICompanyDirectory Directory => Store.Get<ICompanyDirectory>();

    [Fact]
    public async Task Failures_add_up_until_a_contact_succeeds()
    {
        var began = Now;
        await Health.SaveContacts([Failed(3)], Stop);
        Advance();
        await Health.SaveContacts([Failed(2)], Stop);

        var contact = Assert.Single((await Health.Read(Company, Stop)).Contacts);
        Assert.Equal((ContactPoint.Candidate, Now, null, 5, began, 3, "Away."), (contact.Point, contact.LastContactAt, contact.LastSuccessAt, contact.Failures, contact.Since, contact.Kind, contact.Error));

        Advance();
        await Health.SaveContacts([Good()], Stop);
        var back = Now;
        Advance();
        await Health.SaveContacts([Good()], Stop);

        contact = Assert.Single((await Health.Read(Company, Stop)).Contacts);
        Assert.Equal((Now, Now, 0, back, null), (contact.LastContactAt, contact.LastSuccessAt, contact.Failures, contact.Since, contact.Error));
    }

    [Fact]
    public async Task A_success_among_failures_begins_the_count_anew()
    {
        await Health.SaveContacts([Failed(3)], Stop);
        Advance();
        await Health.SaveContacts([Failed(1) with { LastSuccessAt = Now.AddSeconds(-5) }], Stop);

        var contact = Assert.Single((await Health.Read(Company, Stop)).Contacts);
        Assert.Equal((1, Now, Now.AddSeconds(-5)), (contact.Failures, contact.Since, contact.LastSuccessAt));
    }

    [Fact]
    public async Task A_long_time_without_a_judgement_is_kept_as_one_of_which_nobody_knows()
    {
        Assert.Null((await Health.ReadPast(Company, Stop)).KnownSince);
        var began = Now;
        await Save(HealthStatus.Ok);
        Advance(14 * 60);
        await Save(HealthStatus.Ok);
        var last = Now;
        Advance(3 * 3600);
        await Save(HealthStatus.Ok);
        var back = Now;
        await Save(HealthStatus.Ok);

        var past = await Health.ReadPast(Company, Stop);

        Assert.Equal((began, back), (past.KnownSince, past.KnownUntil));
        Assert.Equal(new HealthGap(last, back), Assert.Single(past.Gaps));
        Assert.Empty((await Health.ReadPast(Other, Stop)).Gaps);
    }

    [Fact]
    public async Task The_past_has_every_incident_of_ninety_days_and_none_from_before()
    {
        await Save(HealthStatus.Failing, Condition("endpoint:job"));
        Advance();
        await Save(HealthStatus.Ok);
        for (var i = 0; i < 30; i++)
        {
            Advance(3 * 24 * 3600);
            await Save(HealthStatus.Failing, Condition($"run:{i}"));
            Advance(600);
            await Save(HealthStatus.Ok);
        }

        var past = await Health.ReadPast(Company, Stop);

        Assert.Equal(Enumerable.Range(0, 30).Reverse().Select(i => $"run:{i}"), past.Incidents.Select(one => one.Subject));
        Assert.All(past.Incidents, one => Assert.NotNull(one.EndedAt));
        Assert.InRange(past.Gaps.Length, 29, 30);
        Assert.InRange((await Health.Read(Company, Stop)).Incidents.Count, 1, 20);
    }

    [Fact]
    public async Task An_incident_is_open_as_long_as_its_condition_holds()
    {
        var began = Now;
        await Save(HealthStatus.Failing, Condition("endpoint:job"), Condition("webhooks:dead"));
        Advance();
        var open = await Save(HealthStatus.Failing, Condition("webhooks:dead") with { Effect = "More." });

        Assert.Equal(["webhooks:dead", "endpoint:job"], open.Select(one => one.Subject));
        Assert.Equal([null, Now], open.Select(one => one.EndedAt));
        Assert.Equal((began, "More."), (open[0].StartedAt, open[0].Effect));
        var rows = await Health.Read(Company, Stop);
        Assert.Equal((HealthStatus.Failing, 7, began), (rows.Status, rows.Version, rows.VersionSince));

        Advance();
        var again = await Save(HealthStatus.Failing, Condition("endpoint:job"));
        Assert.Equal(3, again.Count);
        Assert.Empty((await Health.Read(Other, Stop)).Incidents);
    }

    [Fact]
    public async Task Waiting_failed_dead_and_refused_events_are_told_apart()
    {
        await Events.Append([Event(), Event(), Event(), Event() with { SignatureValid = false, Status = WebhookStatus.Rejected }], Stop);
        var due = await Events.ReadDue(Company, WebhookSource.Job, Now, 10, Stop);
        var ids = due.SelectMany(one => one.Ids).ToList();
        await Events.MarkFailed(Company, [new(ids[0], "No.", Now.AddMinutes(1)), new(ids[1], "No.", null)], Stop);

        var rows = await Health.Read(Company, Stop);

        Assert.Equal((2, 1, 1, Now), (rows.Waiting, rows.Failing, rows.Dead, rows.OldestWaitingAt));
        Assert.Equal([Now], rows.Rejected);
    }

    [Fact]
    public async Task Refused_webhooks_are_counted_for_an_hour_whatever_their_log_holds()
    {
        await Health.SaveRefusals([new(Company, Now, 40), new(Other, Now, 1)], Stop);
        await Health.SaveRefusals([new(Company, Now, 2)], Stop);
        Assert.Equal((42, 1), ((await Health.Read(Company, Stop)).RefusedLastHour, (await Health.Read(Other, Stop)).RefusedLastHour));

        Advance(seconds: 3601);
        await Health.SaveRefusals([new(Company, Now, 5)], Stop);
        Assert.Equal((5, 0), ((await Health.Read(Company, Stop)).RefusedLastHour, (await Health.Read(Other, Stop)).RefusedLastHour));
    }

    [Fact]
    public Task A_database_that_is_there_answers() => Health.Ping(Stop);

    [Fact]
    public async Task The_watch_finds_what_was_judged_longest_ago_and_leaves_disconnected_companies()
    {
        await Directory.Save(Entry(Company), Stop);
        await Directory.Save(Entry(Other), Stop);
        await Directory.Save(Entry("gone0003") with { Connected = false }, Stop);
        await Save(HealthStatus.Ok);
        Advance(seconds: 1);

        Assert.Equal([Other, Company], await Health.FindDue(Now, 10, Stop));
        Assert.Equal([Other], await Health.FindDue(Now.AddSeconds(-1), 10, Stop));
    }

    [Fact]
    public async Task A_judgement_that_says_nothing_new_moves_only_its_time()
    {
        await Directory.Save(Entry(Company), Stop);
        await Directory.Save(Entry(Other), Stop);
        await Save(HealthStatus.Degraded, Condition("budget:blocked"));
        var before = await Health.Read(Company, Stop);
        Advance();

        await Health.NoteJudged([Other, Company], Stop);

        var after = await Health.Read(Company, Stop);
        Assert.Equal((Now, before.Status, before.Version, before.VersionSince), (after.JudgedAt, after.Status, after.Version, after.VersionSince));
        Assert.Equal(before.Incidents, after.Incidents);
        Assert.Null((await Health.Read(Other, Stop)).JudgedAt);
        Assert.Equal([Other], await Health.FindDue(Now, 10, Stop));
    }

    [Fact]
    public async Task Of_a_kind_that_is_switched_off_no_run_counts_as_the_oldest()
    {
        await Directory.Save(Entry(Company) with { SyncJobs = false, SyncCandidates = true }, Stop);
        await Finish(await Begin(SyncKind.Jobs));
        Advance();
        await Finish(await Begin(SyncKind.Candidates));
        Advance();
        var began = Now;
        await Finish(await Begin(SyncKind.Candidates));

        Assert.Equal([new(SyncKind.Candidates, began)], (await Health.GetTotals(Stop)).OldestComplete);
    }

    [Fact]
    public async Task Totals_count_companies_incidents_and_the_oldest_complete_runs()
    {
        await Directory.Save(Entry(Company), Stop);
        await Directory.Save(Entry(Other), Stop);
        await Save(HealthStatus.Degraded, Condition("budget:blocked"));
        var began = Now;
        await Finish(await Begin(SyncKind.Jobs));
        Advance();
        await Finish(await Begin(SyncKind.Jobs, Other));

        var totals = await Health.GetTotals(Stop);

        Assert.Equal((1, 1, 1), (totals.Companies[HealthStatus.Degraded], totals.Companies[HealthStatus.NotStarted], totals.IncidentsOpen));
        Assert.Equal(began, Assert.Single(totals.OldestComplete).Value);
    }

    private Task Finish(RunRef run) => Runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true), Stop);

    private Task<IReadOnlyList<HealthIncident>> Save(HealthStatus status, params OpenCondition[] conditions) => Health.Save(Company, status, 7, conditions, Stop);

    private OpenCondition Condition(string subject) => new(subject, true, Now, "It is away.", "Records are old.", "Wait.");

    private NewContacts Failed(int failures) => new(Company, ContactPoint.Candidate, Now, null, failures, Now, 3, "Away.", "Wait.");

    private NewContacts Good() => new(Company, ContactPoint.Candidate, Now, Now, 0, Now, 0, null, null);

    private static DirectoryEntry Entry(string company) => new(company, JobviteEnvironment.Stage, Connected: true, IntervalMinutes: 60) { SyncJobs = true };

    private NewEvent Event() => new()
    {
        Id = Guid.CreateVersion7(Now),
        CompanyId = Company,
        Source = WebhookSource.Job,
        ReceivedAt = Now,
        SignatureValid = true,
        Status = WebhookStatus.Pending,
        EntityId = Guid.NewGuid().ToString("N"),
        Body = [.. "{}"u8],
    };
}
