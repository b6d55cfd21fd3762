using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class ReaderContract : StoreContract
{
    [Fact]
    public async Task An_empty_list_says_so()
    {
        var page = await Reader.ListJobs(Company, new JobFilter(), new PageRequest(), false, Stop);

        Assert.Empty(page.Items);
        Assert.Equal((0L, 1, 25, null), (page.Total, page.PageNumber, page.PageSize, page.NextCursor));
    }

    [Fact]
    public async Task Jobs_are_filtered_by_each_filter_without_regard_to_case()
    {
        await Save(
            Sample.Job("AbC123", "Senior Engineer", status: "Open") with
            {
                Department = "R&D",
                LocationMain = "Zürich, CH",
                PrimaryRecruiterEmail = "rec@example.com",
                RequisitionId = "2025014K",
            },
            Sample.Job("xyz789", "Cook", status: "Closed") with { PrimaryHiringManagerEmail = "Boss@example.com", LocationMain = "Bern" });

        Assert.Equal(["AbC123"], await FindJobs(new JobFilter { Status = "OPEN" }));
        Assert.Equal(["AbC123"], await FindJobs(new JobFilter { Department = "r&d" }));
        Assert.Equal(["AbC123"], await FindJobs(new JobFilter { Location = "RICH, c" }));
        Assert.Equal(["AbC123"], await FindJobs(new JobFilter { Recruiter = "REC@example.com" }));
        Assert.Equal(["xyz789"], await FindJobs(new JobFilter { Recruiter = "boss@example.com" }));
        Assert.Equal(["AbC123"], await FindJobs(new JobFilter { Search = "engin" }));
        Assert.Equal(["AbC123"], await FindJobs(new JobFilter { Search = "2025014" }));
        Assert.Empty(await FindJobs(new JobFilter { Search = "025014" }));
        Assert.Equal(["AbC123"], await FindJobs(new JobFilter { Search = "abc" }));
        Assert.Empty(await FindJobs(new JobFilter { Status = "Open", Recruiter = "boss@example.com" }));
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData(@"back\slash")]
    [InlineData("O'Neil")]
    [InlineData("\"; DROP TABLE jobs; --")]
    [InlineData("Žofie 日本")]
    public async Task Search_takes_every_character_for_itself(string title)
    {
        await Save(Sample.Job("hit", $"x {title} y"), Sample.Job("miss", "x 100 aXb backslash ONeil y"));

        Assert.Equal(["hit"], await FindJobs(new JobFilter { Search = title }));
    }

    [Fact]
    public async Task Candidates_are_filtered_by_each_filter()
    {
        await Save(
            Sample.Person("p1", "Ann@Example.com", null, Sample.Application("a1", "Offer", job: "j1")) with { FirstName = "Ann", LastName = "Lee" },
            Sample.Person("p1", "Ann@Example.com", null, Sample.Application("a2", "New", job: "j2")) with { FirstName = "Ann", LastName = "Lee" },
            Sample.Person("p2", null, null, Sample.Application("a3", "New", job: "j2")) with { LastName = "Leeds" },
            Sample.Person("p3"));

        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { Email = "ann@example.COM" }));
        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { WorkflowState = "offer" }));
        Assert.Equal(["p1", "p2"], await FindCandidates(new CandidateFilter { JobId = "j2" }));
        Assert.Empty(await FindCandidates(new CandidateFilter { JobId = "J2" }));
        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { Search = "n le" }));
        Assert.Equal(["p1", "p2"], await FindCandidates(new CandidateFilter { Search = "LEE" }));
        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { Search = "@example" }));
        Assert.Empty(await FindCandidates(new CandidateFilter { Search = "%" }));
        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { JobId = "j1", WorkflowState = "Offer" }));
        Assert.Empty(await FindCandidates(new CandidateFilter { JobId = "j2", WorkflowState = "Offer" }));
    }

    [Fact]
    public async Task A_job_counts_candidates_not_applications()
    {
        await Save(Sample.Job("j1"), Sample.Job("j2"));
        await Save(
            Sample.Person("p1", null, null, Sample.Application("a1", job: "j1"), Sample.Application("a2", job: "j1")),
            Sample.Person("p2", null, null, Sample.Application("a3", job: "j1")));

        var page = await Reader.ListJobs(Company, new JobFilter(), new PageRequest(), false, Stop);

        Assert.Equal([2, 0], page.Items.OrderBy(job => job.JobviteJobId).Select(job => job.CandidateCount));
        Assert.Equal(2, (await Reader.GetJob(Company, "j1", Stop))!.CandidateCount);
    }

    [Fact]
    public async Task Deleted_records_show_only_on_request()
    {
        await Save(Sample.Job("j1"));
        await Save(Sample.Person("p1", null, null, Sample.Application("a1", "Offer", job: "j1")));
        Advance();
        await Records.DeleteUnseen(await Begin(SyncKind.Candidates), Stop);
        await Records.DeleteUnseen(await Begin(SyncKind.Jobs), Stop);

        Assert.Empty(await FindJobs(new JobFilter()));
        Assert.Empty(await FindCandidates(new CandidateFilter { JobId = "j1" }));
        Assert.Equal(["j1"], await FindJobs(new JobFilter { IncludeDeleted = true }));
        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { JobId = "j1", WorkflowState = "offer", IncludeDeleted = true }));
        Assert.Equal(0, (await Reader.GetJob(Company, "j1", Stop))!.CandidateCount);
    }

    [Fact]
    public async Task Processes_are_filtered_by_status_and_by_days_inclusively()
    {
        await Save(
        [
            Sample.Process("o1", "Active", new DateOnly(2026, 1, 1)),
            Sample.Process("o2", "done", new DateOnly(2026, 2, 1)),
            Sample.Process("o3", "active"),
        ]);

        Assert.Equal(["o1", "o3"], await FindProcesses(new ProcessFilter { Status = "ACTIVE" }));
        Assert.Equal(["o2"], await FindProcesses(new ProcessFilter { StartDate = new DateOnly(2026, 2, 1) }));
        Assert.Equal(["o1"], await FindProcesses(new ProcessFilter { EndDate = new DateOnly(2026, 1, 1) }));
        Assert.Equal(["o1", "o2"], await FindProcesses(new ProcessFilter { StartDate = new DateOnly(2026, 1, 1), EndDate = new DateOnly(2026, 2, 1) }));
    }

    [Fact]
    public async Task A_process_comes_back_with_a_summary_of_its_tasks()
    {
        var process = Sample.Process("o1", "active", new DateOnly(2026, 1, 2)) with
        {
            NewHireId = "n1",
            CandidateId = "p1",
            KickoffDate = Now,
            Milestones = """["a"]""",
        };
        await Save([process, Sample.Process("o2")], Sample.Task("t1", "o1"), Sample.Task("t2", "o1"), Sample.Task("t3", "o1", "done"), Sample.Task("t4", "o1", null));

        var view = (await Reader.GetProcess(Company, "o1", Stop))!;
        var list = await Reader.ListProcesses(Company, new ProcessFilter(), new PageRequest(), true, Stop);

        Assert.Equal(
            ("n1", "p1", "active", new DateOnly(2026, 1, 2), Now, """["a"]""", process.RawJson),
            (view.JobviteNewHireId, view.JobviteCandidateId, view.Status, view.HireDate, view.KickoffDate, view.MilestoneStatus, view.RawJson));
        Assert.Equal([("done", 1), ("open", 2), ("unknown", 1)], view.TasksSummary.OrderBy(one => one.Key).Select(one => (one.Key, one.Value)));
        Assert.Equal([3, 0], list.Items.OrderBy(one => one.JobviteProcessId).Select(one => one.TasksSummary.Count));
    }

    [Fact]
    public async Task Tasks_of_a_process_come_back_and_of_none_there_is_nothing()
    {
        var task = Sample.Task("t1", "o1") with { Name = "Sign", Type = "W4", DueDate = Now };
        await Save([Sample.Process("o1"), Sample.Process("o2")], task);

        var view = (await Reader.ListTasks(Company, "o1", 1, Stop))!.Items.Single();

        Assert.Equal(("t1", "Sign", "W4", "open", Now, task.RawJson), (view.JobviteTaskId, view.Name, view.Type, view.Status, view.DueDate, view.RawJson));
        Assert.Empty((await Reader.ListTasks(Company, "o2", 1, Stop))!.Items);
        Assert.Null(await Reader.ListTasks(Company, "o3", 1, Stop));
    }

    [Fact]
    public async Task All_tasks_of_a_process_are_found_page_by_page()
    {
        await Save([Sample.Process("o1")], [.. Enumerable.Range(0, 1001).Select(i => Sample.Task($"t{i}", "o1"))]);

        var first = (await Reader.ListTasks(Company, "o1", 1, Stop))!;
        var second = (await Reader.ListTasks(Company, "o1", 2, Stop))!;

        Assert.Equal((1000, 1001L, 1, 1000), (first.Items.Length, first.Total, first.PageNumber, first.PageSize));
        Assert.Equal(1001, first.Items.Concat(second.Items).Select(t => t.JobviteTaskId).Distinct().Count());
    }

    [Fact]
    public async Task Processes_of_a_candidate_are_found()
    {
        await Save([Sample.Process("o1") with { CandidateId = "p1" }, Sample.Process("o2") with { CandidateId = "P1" }, Sample.Process("o3")]);

        Assert.Equal(["o1"], await FindProcesses(new ProcessFilter { CandidateId = "p1" }));
    }

    [Fact]
    public async Task Records_are_named_by_their_ids()
    {
        await Save(Sample.Job("j1", "Cook"), Sample.Job("j2", null));
        await Save(Sample.Person("p1") with { FirstName = "Ann", LastName = "Lee" }, Sample.Person("p2") with { LastName = "Poe" }, Sample.Person("p3"));

        var names = await Reader.GetNames(Company, ["j1", "j2", "j9"], ["p1", "p2", "p3"], Stop);
        var others = await Reader.GetNames(Other, ["j1"], ["p1"], Stop);

        Assert.Equal([("j1", "Cook")], names.Jobs.Select(one => (one.Key, one.Value)));
        Assert.Equal([("p1", "Ann Lee"), ("p2", "Poe")], names.Candidates.Select(one => (one.Key, one.Value)).Order());
        Assert.Equal((0, 0), (others.Jobs.Count, others.Candidates.Count));
    }

    [Fact]
    public async Task Process_ids_come_in_order_and_in_pieces()
    {
        await Save([Sample.Process("b"), Sample.Process("a"), Sample.Process("c")]);

        Assert.Equal(["a", "b"], await Reader.ListProcessIds(Company, null, 2, Stop));
        Assert.Equal(["c"], await Reader.ListProcessIds(Company, "b", 2, Stop));
        Assert.Empty(await Reader.ListProcessIds(Company, "c", 2, Stop));
    }

    [Fact]
    public async Task Unknown_records_are_null()
    {
        Assert.Null(await Reader.GetJob(Company, "x", Stop));
        Assert.Null(await Reader.GetCandidate(Company, "x", Stop));
        Assert.Null(await Reader.GetProcess(Company, "x", Stop));
        Assert.Null(await Reader.GetRun(Company, Guid.Empty, Stop));
        Assert.Null(await Reader.GetWebhook(Company, Guid.Empty, Stop));
    }

    [Fact]
    public async Task Everything_is_counted()
    {
        await Save(Sample.Job("j1"));
        await Save(Sample.Person("p1", null, null, Sample.Application("a1"), Sample.Application("a2")) with { Documents = Sample.Told(Sample.Document("cv")) });
        await Save([Sample.Process("o1")], Sample.Task("t1", "o1"));
        await Events.Append([Sample.Event(Now)], Stop);

        Assert.Equal(
            new RecordCounts { Jobs = 1, Candidates = 1, Applications = 2, Documents = 1, OnboardingProcesses = 1, OnboardingTasks = 1, WebhooksPending = 1 },
            await Reader.Count(Company, Stop));
    }

    private async Task<string[]> FindProcesses(ProcessFilter filter) =>
        [.. (await Reader.ListProcesses(Company, filter, new PageRequest(PageSize: 100), false, Stop)).Items.Select(item => item.JobviteProcessId).Order()];
}
