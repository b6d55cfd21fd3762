using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What people type finds what they mean, the same on both databases.</summary>
public abstract class SearchContract : StoreContract
{
    [Theory]
    [InlineData("garcia")]
    [InlineData("GARCÍA")]
    [InlineData("josé garcía")]
    [InlineData("garcia jose")]
    [InlineData("garc jos")]
    [InlineData("Garci\u0301a")]
    [InlineData("ＧＡＲＣＩＡ")]
    public async Task A_name_is_found_without_regard_to_case_accents_and_order(string search)
    {
        await Save(
            Sample.Person("p1") with { FirstName = "José", LastName = "García" },
            Sample.Person("p2") with { FirstName = "Łukasz", LastName = "Øster-Weiß" },
            Sample.Person("p3") with { FirstName = "Jose", LastName = "Martin" });

        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { Search = search }));
    }

    [Theory]
    [InlineData("łukasz")]
    [InlineData("ŁUKASZ")]
    [InlineData("lukasz")]
    [InlineData("oster")]
    [InlineData("WEISS lukasz")]
    [InlineData("weiß")]
    public async Task Letters_that_Unicode_does_not_take_apart_fold_too(string search)
    {
        await Save(Sample.Person("p1") with { FirstName = "Luka", LastName = "Ostrich" }, Sample.Person("p2") with { FirstName = "ŁUKASZ", LastName = "Øster-Weiß" });

        Assert.Equal(["p2"], await FindCandidates(new CandidateFilter { Search = search }));
    }

    [Theory]
    [InlineData("5550102030")]
    [InlineData("555 010 2030")]
    [InlineData("+1 (555) 010-2030")]
    [InlineData("010-2030")]
    [InlineData("ann 0102030")]
    public async Task A_phone_number_is_found_by_its_digits(string search)
    {
        await Save(
            Sample.Person("p1") with { FirstName = "Ann", WorkPhone = "+1.555.010.2030" },
            Sample.Person("p2") with { FirstName = "Ann", Mobile = "+1 555 010 2031", HomePhone = "5551112222" });

        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { Search = search }));
    }

    [Theory]
    [InlineData("Inter", "p1 p2")]
    [InlineData("inter", "p1 p2")]
    [InlineData("view", "p1 p2")]
    [InlineData("Interview", "p1")]
    [InlineData("refuse", "p3")]
    [InlineData("Offer", "")]
    public async Task A_workflow_state_is_found_while_it_is_typed(string typed, string found)
    {
        await Save(
            Sample.Person("p1", null, null, Sample.Application("a1", "Interview")),
            Sample.Person("p2", null, null, Sample.Application("a2", "Phone Interview"), Sample.Application("a3", "New")),
            Sample.Person("p3", null, null, Sample.Application("a4", "Refusé")));

        Assert.Equal(found, string.Join(' ', (await FindCandidates(new CandidateFilter { WorkflowState = typed, Loose = true })).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_workflow_state_of_an_interface_is_equal_or_not_at_all()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1", "Interview")));

        Assert.Empty(await FindCandidates(new CandidateFilter { WorkflowState = "Inter" }));
        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { WorkflowState = "interview" }));
    }

    [Fact]
    public async Task What_is_typed_finds_jobs_processes_and_webhooks_by_a_part_too()
    {
        await Save(Sample.Job("j1", status: "Awaiting Approval") with { Department = "Entwicklung Süd" }, Sample.Job("j2") with { Department = "Sales" });
        await Save([Sample.Process("o1", "in progress"), Sample.Process("o2", "completed")]);
        await Events.Append([Sample.Event(Now)], Stop);

        Assert.Equal(["j1"], await FindJobs(new JobFilter { Status = "approv", Loose = true }));
        Assert.Equal(["j1"], await FindJobs(new JobFilter { Department = "sud", Loose = true }));
        Assert.Empty(await FindJobs(new JobFilter { Department = "sud" }));
        var processes = await Reader.ListProcesses(Company, new ProcessFilter { Status = "prog", Loose = true }, new PageRequest(), false, Stop);
        Assert.Equal("o1", Assert.Single(processes.Items).JobviteProcessId);
        Assert.Equal(1, (await Reader.ListWebhooks(Company, new WebhookFilter { EventType = "UPDATE", Loose = true }, new PageRequest(), Stop)).Total);
        Assert.Equal(0, (await Reader.ListWebhooks(Company, new WebhookFilter { EventType = "UPDATE" }, new PageRequest(), Stop)).Total);
    }

    [Fact]
    public async Task Filters_offer_what_there_is_with_counts()
    {
        await Save(
            Sample.Person("p1", null, null, Sample.Application("a1", "New"), Sample.Application("a2", "Hired")),
            Sample.Person("p2", null, null, Sample.Application("a3", "New"), Sample.Application("a4", null), Sample.Application("a5", new string('x', 300))));
        await Save(Sample.Job("j1") with { Department = "Sales", LocationMain = "Bonn" }, Sample.Job("j2", status: "Closed"));
        await Save([Sample.Process("o1")]);
        await Events.Append([Sample.Event(Now), Sample.Event(Now)], Stop);

        Assert.Equal([new("New", 2), new("Hired", 1)], await Reader.GetChoices(Company, ChoiceColumn.WorkflowState, Stop));
        Assert.Equal([new("Closed", 1), new("Open", 1)], await Reader.GetChoices(Company, ChoiceColumn.JobStatus, Stop));
        Assert.Equal([new("Sales", 1)], await Reader.GetChoices(Company, ChoiceColumn.Department, Stop));
        Assert.Equal([new("Bonn", 1)], await Reader.GetChoices(Company, ChoiceColumn.Location, Stop));
        Assert.Equal([new("active", 1)], await Reader.GetChoices(Company, ChoiceColumn.ProcessStatus, Stop));
        Assert.Equal([new("workflowUpdate", 2)], await Reader.GetChoices(Company, ChoiceColumn.EventType, Stop));
        Assert.Empty(await Reader.GetChoices(Other, ChoiceColumn.WorkflowState, Stop));
    }

    [Fact]
    public async Task Candidates_are_listed_by_the_day_on_which_they_applied()
    {
        var day = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        await Save(
            Sample.Person("p1", null, null, Sample.Application("a1") with { SentDate = day }),
            Sample.Person("p2", null, null, Sample.Application("a2") with { SentDate = day.AddDays(1) }),
            Sample.Person("p3", null, null, Sample.Application("a3", "Hired") with { SentDate = day.AddHours(5) }));

        Assert.Equal(["p1", "p3"], (await FindCandidates(new CandidateFilter { AppliedFrom = day, AppliedUntil = day.AddDays(1) })).Order(StringComparer.Ordinal));
        Assert.Equal(["p3"], await FindCandidates(new CandidateFilter { AppliedFrom = day, AppliedUntil = day.AddDays(1), WorkflowState = "hir", Loose = true }));
    }

    [Fact]
    public async Task A_person_is_found_by_the_id_of_the_candidate_or_of_an_application_in_full()
    {
        await Save(
            Sample.Person("p4XGVwgV", null, null, Sample.Application("aQ1w2E3r", job: "j1")) with { LastName = "Lee" },
            Sample.Person("p5", null, null, Sample.Application("aZZZ", job: "j1")) with { LastName = "Lee" });

        Assert.Equal(["p4XGVwgV"], await FindCandidates(new CandidateFilter { Search = "p4XGVwgV" }));
        Assert.Equal(["p4XGVwgV"], await FindCandidates(new CandidateFilter { Search = "aQ1w2E3r" }));
        Assert.Equal(["p4XGVwgV"], await FindCandidates(new CandidateFilter { Search = "lee aQ1w2E3r" }));
        Assert.Empty(await FindCandidates(new CandidateFilter { Search = "aQ1w2" }));
        Assert.Empty(await FindCandidates(new CandidateFilter { Search = "aQ1w2E3r" }, Other));
    }

    [Fact]
    public async Task A_job_is_found_by_the_words_of_its_title_and_by_its_ids()
    {
        await Save(Sample.Job("oAbC1234", "Ingénieur (H/F) réseau") with { RequisitionId = "2025014K" }, Sample.Job("oXyZ", "Cook"));

        Assert.Equal(["oAbC1234"], await FindJobs(new JobFilter { Search = "RESEAU ingenieur" }));
        Assert.Equal(["oAbC1234"], await FindJobs(new JobFilter { Search = "oAbC1234" }));
        Assert.Equal(["oAbC1234"], await FindJobs(new JobFilter { Search = "2025014K" }));
        Assert.Empty(await FindJobs(new JobFilter { Search = "reseau cook" }));
    }

    [Fact]
    public async Task A_process_is_found_by_its_ids()
    {
        await Save([Sample.Process("65f0c0ffee65f0c0ffee65f0") with { NewHireId = "n1", CandidateId = "p1" }, Sample.Process("o2")]);

        foreach (var id in (string[])["65f0c0ffee65f0c0ffee65f0", "n1", "p1"])
        {
            Assert.Equal(["65f0c0ffee65f0c0ffee65f0"], await Processes(new ProcessFilter { Search = id }));
        }

        Assert.Empty(await Processes(new ProcessFilter { Search = "65f0" }));
    }

    [Fact]
    public async Task A_job_is_found_at_each_of_its_places()
    {
        await Save(
            Sample.Job("j1") with { LocationMain = "Chicago, IL, United States", Places = ["Chicago", "Paris, France", "Paris", "France"] },
            Sample.Job("j2") with { LocationMain = "Zürich" });

        Assert.Equal(["j1"], await FindJobs(new JobFilter { Location = "paris" }));
        Assert.Equal(["j1"], await FindJobs(new JobFilter { Location = "CHICAGO, il" }));
        Assert.Equal(["j2"], await FindJobs(new JobFilter { Location = "zurich" }));
    }

    [Fact]
    public async Task A_job_and_a_state_are_looked_for_in_one_application()
    {
        await Save(
            Sample.Person("p1", null, null, Sample.Application("a1", "Hired", job: "j1"), Sample.Application("a2", "New", job: "j2")),
            Sample.Person("p2", null, null, Sample.Application("a3", "Hired", job: "j2")));

        Assert.Equal(["p2"], await FindCandidates(new CandidateFilter { JobId = "j2", WorkflowState = "hired" }));
        Assert.Equal(["p1", "p2"], await FindCandidates(new CandidateFilter { WorkflowState = "hired" }));
    }

    [Fact]
    public async Task Equal_ignores_the_case_of_every_letter()
    {
        await Save(Sample.Job("j1", status: "Geöffnet") with { Department = "ПРОДАЖИ", PrimaryRecruiterEmail = "JÖRG@example.com" });
        await Save(Sample.Person("p1", "Łukasz@example.com", null, Sample.Application("a1", "ÉVALUATION")));
        await Save([Sample.Process("o1", "Œuvre")]);

        Assert.Equal(["j1"], await FindJobs(new JobFilter { Status = "GEÖFFNET", Department = "продажи", Recruiter = "jörg@EXAMPLE.com" }));
        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { Email = "łUKASZ@example.com", WorkflowState = "évaluation" }));
        Assert.Equal(["o1"], await Processes(new ProcessFilter { Status = "œuvre" }));
    }

    [Fact]
    public async Task A_list_shows_what_changed_or_was_created_since()
    {
        await Save(Sample.Job("j1"));
        await Save(Sample.Person("p1"));
        await Save([Sample.Process("o1")]);
        Advance();
        var since = Now;
        await Save(Sample.Job("j2"), Sample.Job("j1", "Changed"));
        await Save(Sample.Person("p2"), Sample.Person("p1", "new@example.com"));
        await Save([Sample.Process("o2"), Sample.Process("o1", "done")]);

        Assert.Equal(["j1", "j2"], await FindJobs(new JobFilter { UpdatedSince = since }));
        Assert.Equal(["j2"], await FindJobs(new JobFilter { CreatedSince = since }));
        Assert.Empty(await FindJobs(new JobFilter { UpdatedSince = since.AddMilliseconds(1) }));
        Assert.Equal(["j1", "j2"], await FindJobs(new JobFilter { UpdatedUntil = since.AddMilliseconds(1) }));
        Assert.Empty(await FindJobs(new JobFilter { UpdatedUntil = since }));
        Assert.Empty(await FindJobs(new JobFilter { UpdatedSince = since.AddDays(-1), UpdatedUntil = since }));
        Assert.Equal(["p1", "p2"], await FindCandidates(new CandidateFilter { UpdatedSince = since }));
        Assert.Equal(["p2"], await FindCandidates(new CandidateFilter { CreatedSince = since }));
        Assert.Equal(["o1", "o2"], await Processes(new ProcessFilter { UpdatedSince = since }));
        Assert.Equal(["o2"], await Processes(new ProcessFilter { CreatedSince = since }));
    }

    [Fact]
    public async Task A_record_is_found_by_our_own_id()
    {
        await Save(Sample.Job("j1"));
        await Save(Sample.Person("p1"));
        await Save([Sample.Process("o1")]);
        var (job, person, process) = (
            (await Reader.GetJob(Company, "j1", Stop))!.Id, (await Candidate("p1")).Id, (await Reader.GetProcess(Company, "o1", Stop))!.Id);

        Assert.Equal("j1", await Reader.FindJobviteId(Company, RecordKind.Job, job, Stop));
        Assert.Equal("p1", await Reader.FindJobviteId(Company, RecordKind.Candidate, person, Stop));
        Assert.Equal("o1", await Reader.FindJobviteId(Company, RecordKind.Process, process, Stop));
        Assert.Null(await Reader.FindJobviteId(Company, RecordKind.Job, person, Stop));
        Assert.Null(await Reader.FindJobviteId(Other, RecordKind.Job, job, Stop));
    }

    [Fact]
    public async Task Own_fields_and_the_time_of_reading_come_back()
    {
        await Save(Sample.Job("j1") with { CustomFields = """{"grade":"L5"}""" }, Sample.Job("j2"));
        await Save(Sample.Person("p1", null, null, Sample.Application("a1") with { CustomFields = """{"shift":null}""" }) with { CustomFields = """{"source":"fair"}""", SmsConsent = false });
        var first = Now;
        Advance();
        await Save(Sample.Person("p1", null, null, Sample.Application("a2")) with { CustomFields = """{"source":"fair"}""", SmsConsent = false });

        var job = (await Reader.GetJob(Company, "j1", Stop))!;
        var person = await Candidate("p1");
        Assert.Equal(("""{"grade":"L5"}""", first), (job.CustomFields, job.ReadAt));
        Assert.Equal("{}", (await Reader.GetJob(Company, "j2", Stop))!.CustomFields);
        Assert.Equal(("""{"source":"fair"}""", "false", Now), (person.CustomFields, person.SmsConsent, person.ReadAt));
        Assert.Equal(["""{"shift":null}""", "{}"], person.Applications.OrderBy(one => one.ApplicationId).Select(one => one.CustomFields));
    }

    [Fact]
    public async Task Rows_of_an_older_program_are_completed_and_do_not_count_as_changed()
    {
        await Save(Sample.Job("j1"), Sample.Job("j2"));
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")));
        await Age();
        Advance();
        var completion = Store.Get<IRecordCompletion>();
        var counts = new List<int>();
        do
        {
            counts.Add(await completion.Complete(new Told(), 2, Stop));
        }
        while (counts[^1] > 0);

        Assert.Equal(4, counts.Sum());
        Assert.Equal(["j1", "j2"], await FindJobs(new JobFilter { Search = "told", Location = "lodz" }));
        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { Search = "zoe" }));
        Assert.Equal(("true", """{"a":"1"}"""), ((await Candidate("p1")).SmsConsent, (await Candidate("p1")).Applications[0].CustomFields));
        Assert.Empty(await FindCandidates(new CandidateFilter { UpdatedSince = Now }));
    }

    [Fact]
    public async Task A_row_whose_JSON_cannot_be_read_is_complete_all_the_same()
    {
        await Save(Sample.Job("j1"));
        await Age();

        Assert.Equal(1, await Store.Get<IRecordCompletion>().Complete(new Told { Fails = true }, 10, Stop));
        Assert.Equal(0, await Store.Get<IRecordCompletion>().Complete(new Told { Fails = true }, 10, Stop));
    }

    /// <summary>Makes the rows look as an older program left them.</summary>
    protected abstract Task Execute(string sql);

    private async Task Age()
    {
        await Execute("UPDATE jobs SET search_text = NULL, places_text = NULL, custom_fields = NULL");
        await Execute("UPDATE candidates SET search_text = NULL, custom_fields = NULL, sms_consent = 'Y'");
        await Execute("UPDATE applications SET custom_fields = NULL");
    }

    private async Task<string[]> Processes(ProcessFilter filter) =>
        [.. (await Reader.ListProcesses(Company, filter, new PageRequest(), false, Stop)).Items.Select(process => process.JobviteProcessId).Order()];

    private sealed class Told : IRecordReading
    {
        public bool Fails { get; init; }

        public JobRow? Job(string rawJson) => Fails ? null : Sample.Job("x", "Told") with { LocationMain = "Łódź" };

        public CandidateRow? Person(string rawJson) => Fails ? null : Sample.Person("x") with { FirstName = "Zoë", SmsConsent = true };

        public ApplicationRow? Application(string rawJson) => Fails ? null : Sample.Application("x") with { CustomFields = """{"a":"1"}""" };
    }
}
