using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>Two companies use the same Jobvite ids: neither may see or touch what is the other's.</summary>
public abstract class IsolationContract : StoreContract
{
    private static readonly PageRequest All = new(PageSize: 100);

    [Fact]
    public async Task The_same_ids_hold_each_companys_own_records()
    {
        await Fill(Company, "mine");
        await Fill(Other, "theirs");

        Assert.Equal("mine", (await Reader.GetJob(Company, "j1", Stop))!.Title);
        Assert.Equal("theirs", (await Reader.GetJob(Other, "j1", Stop))!.Title);
        Assert.Equal("mine@example.com", (await Candidate("p1")).Email);
        Assert.Equal("theirs", (await Candidate("p1", Other)).Applications.Single().WorkflowState);
        Assert.Equal("mine", (await Reader.GetProcess(Company, "o1", Stop))!.Status);
        Assert.Equal("theirs", (await Reader.ListTasks(Other, "o1", 1, Stop))!.Items.Single().Status);
    }

    [Fact]
    public async Task A_company_without_data_sees_nothing_of_one_with_data()
    {
        await Fill(Other, "theirs");
        var theirRun = (await Reader.ListRuns(Other, new RunFilter(), All, Stop)).Items[0].RunId;
        var theirEvent = (await Reader.ListWebhooks(Other, new WebhookFilter(), All, Stop)).Items[0].Id;
        var theirDocument = (await Documents.List(Other, "p1", Stop))!.Documents[0].Id;

        Assert.Equal(0, (await Reader.ListJobs(Company, new JobFilter { IncludeDeleted = true }, All, true, Stop)).Total);
        Assert.Equal(0, (await Reader.ListCandidates(Company, new CandidateFilter { IncludeDeleted = true }, All, true, Stop)).Total);
        Assert.Equal(0, (await Reader.ListCandidates(Company, new CandidateFilter { JobId = "j1", WorkflowState = "theirs" }, All, true, Stop)).Total);
        Assert.Equal(0, (await Reader.ListProcesses(Company, new ProcessFilter { IncludeDeleted = true }, All, true, Stop)).Total);
        Assert.Equal(0, (await Reader.ListRuns(Company, new RunFilter(), All, Stop)).Total);
        Assert.Equal(0, (await Reader.ListWebhooks(Company, new WebhookFilter(), All, Stop)).Total);
        Assert.Null(await Reader.GetJob(Company, "j1", Stop));
        Assert.Null(await Reader.GetCandidate(Company, "p1", Stop));
        Assert.Null(await Reader.GetProcess(Company, "o1", Stop));
        Assert.Null(await Reader.ListTasks(Company, "o1", 1, Stop));
        Assert.Null(await Reader.GetRun(Company, theirRun, Stop));
        Assert.Null(await Reader.GetWebhook(Company, theirEvent, Stop));
        Assert.Empty(await Reader.ListProcessIds(Company, null, 10, Stop));
        Assert.Equal(new RecordCounts(), await Reader.Count(Company, Stop));
        Assert.Null(await Documents.List(Company, "p1", Stop));
        Assert.Null(await Documents.Get(Company, theirDocument, Stop));
        Assert.Empty(await Documents.FindToFetch(Company, 10, Stop));
        Assert.Empty(await Events.ReadDue(Company, WebhookSource.Candidate, Now, 10, Stop));
    }

    [Fact]
    public async Task A_companys_writes_change_nothing_of_another()
    {
        await Fill(Other, "theirs");
        var theirs = (await Reader.ListWebhooks(Other, new WebhookFilter(), All, Stop)).Items[0];
        var before = await Snapshot(Other);
        Advance();

        await Fill(Company, "mine");
        Advance();
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            await Runs.CancelAll(Company, "Stop.", Stop);
            await Records.DeleteUnseen(await Begin(kind), Stop);
        }

        await Records.SaveRefresh(Refresh(events: theirs.Id), [Sample.Job("j1", "again")], IncomingWins.Instance, Stop);
        await Events.MarkProcessed(Company, [theirs.Id], null, Stop);
        await Events.MarkFailed(Company, [new FailedEvent(theirs.Id, "No.", null)], Stop);
        await Events.Postpone(Company, [theirs.Id], Now.AddDays(1), "Later.", Stop);
        await Events.ReplayMatching(Company, new WebhookFilter(), Stop);
        await Documents.PostponeFetch(Company, "p1", null, Stop);
        await Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("cv", "other")), Now, Stop);
        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.Equal(before, await Snapshot(Other));
        Assert.Equal(new RecordCounts(), await Reader.Count(Company, Stop));
    }

    [Fact]
    public async Task Deleting_a_company_leaves_nothing_and_may_be_repeated()
    {
        await Fill(Company, "mine");
        await Records.SaveRefresh(Refresh(), [.. Enumerable.Range(0, 1200).Select(i => Sample.Person($"x{i}", null, null, Sample.Application($"y{i}")))], IncomingWins.Instance, Stop);

        await Store.Get<ICompanyData>().Delete(Company, Stop);
        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.Equal(new RecordCounts(), await Reader.Count(Company, Stop));
        Assert.Equal(0, (await Reader.ListRuns(Company, new RunFilter(), All, Stop)).Total);
        Assert.Equal(0, (await Reader.ListWebhooks(Company, new WebhookFilter(), All, Stop)).Total);
        Assert.Equal(0, (await Reader.ListCandidates(Company, new CandidateFilter { IncludeDeleted = true }, All, false, Stop)).Total);
    }

    [Fact]
    public async Task Deleting_a_company_leaves_no_row_of_it_in_any_table_but_those_that_are_to_stay()
    {
        // The trail of who did what survives its company; the directory and Orleans' tables are others' to delete.
        string[] staying = ["audit_log", "audit_chains", "company_directory"];
        var tables = (await Store.Look(Store.TablesOfCompanies)).Except(staying).ToList();
        await Fill(Other, "theirs");
        await Fill(Company, "mine");
        var named = Guid.CreateVersion7(Now);
        await Records.SaveRefresh(
            Refresh(events: named) with { EventOf = new Dictionary<string, Guid> { ["o1"] = named } }, [Sample.Process("o1", "changed")], Array.Empty<TaskRow>(), IncomingWins.Instance, Stop);
        await Records.SaveRefresh(Refresh(), [Sample.Person("p1", "changed@example.com")], IncomingWins.Instance, Stop);

        await Deliver();
        await Tell();

        // A table that is new must be filled here, or nobody would know that its rows go.
        Assert.DoesNotContain(await Counts(), table => table.Rows == "0");

        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.DoesNotContain(await Counts(), table => table.Rows != "0");
        Assert.Equal("theirs@example.com", (await Candidate("p1", Other)).Email);

        async Task<List<(string Table, string Rows)>> Counts()
        {
            List<(string, string)> counts = [];
            foreach (var table in tables)
            {
                counts.Add((table, (await Store.Look($"SELECT count(*) FROM {table} WHERE company_id = '{Company}'"))[0]));
            }

            return counts;
        }
    }

    private async Task Fill(string company, string word)
    {
        var refresh = Refresh(company: company);
        var person = Sample.Person("p1", $"{word}@example.com", null, Sample.Application("a1", word, job: "j1")) with
        {
            Documents = Sample.Told(Sample.Document("cv", word)),
            ArtifactsToFetch = true,
        };
        await Records.SaveRefresh(refresh, [Sample.Job("j1", word)], IncomingWins.Instance, Stop);
        await Records.SaveRefresh(refresh, [person], IncomingWins.Instance, Stop);
        await Records.SaveRefresh(refresh, [Sample.Process("o1", word)], [Sample.Task("t1", "o1", word)], IncomingWins.Instance, Stop);
        await Records.SavePage(Page(await Begin(SyncKind.Jobs, company)), [Sample.Job("j1", word)], IncomingWins.Instance, Stop);
        await Runs.Finish(await Begin(SyncKind.Onboarding, company), new RunEnd(RunStatus.Success, null, Complete: true) { Compared = true }, Stop);
        await Events.Append([Sample.Event(Now, company)], Stop);
        await Store.Get<IScrubStore>().Order(company, Stop);
        await Records.SaveRefresh(refresh, [Sample.Person("erased", $"{word}@example.com")], IncomingWins.Instance, Stop);
        await Store.Get<IErasureStore>().Erase(new ErasureOrder(company, "erased", "", null, null), Stop);
        await Store.Get<IHealthStore>().SaveContacts([new NewContacts(company, ContactPoint.Candidate, Now, null, 1, Now, 3, word, "Wait.")], Stop);
        await Store.Get<IHealthStore>().SaveRefusals([new NewRefusals(company, Now, 1)], Stop);
        await Store.Get<IHealthStore>().Save(company, HealthStatus.Failing, 1, [new OpenCondition("candidate", true, Now, word, "", "Wait.")], Stop);
        await Store.Get<IListViewStore>().Save(company, new SavedView { Id = Guid.CreateVersion7(Now), List = ViewedList.Jobs, Name = word, Query = "status=Open", CreatedAt = Now }, replace: false, most: 1, Stop);
        await Store.Run($"INSERT INTO health_gaps (company_id, started_at, ended_at) SELECT company_id, judged_at, judged_at FROM company_health WHERE company_id = '{company}'");
    }

    private async Task<string> Snapshot(string company) => System.Text.Json.JsonSerializer.Serialize(new
    {
        Job = await Reader.GetJob(company, "j1", Stop),
        Candidate = await Reader.GetCandidate(company, "p1", Stop),
        Process = await Reader.GetProcess(company, "o1", Stop),
        Tasks = (await Reader.ListTasks(company, "o1", 1, Stop))?.Items,
        Runs = await Reader.ListRuns(company, new RunFilter(), All, Stop),
        Events = await Reader.ListWebhooks(company, new WebhookFilter(), All, Stop),
        Documents = await Documents.List(company, "p1", Stop),
        Counts = await Reader.Count(company, Stop),
    });

    /// <summary>A row in each table of notices.</summary>
    private async Task Tell()
    {
        var (notices, times) = (Store.Get<INoticeStore>(), new NoticeTimes { Lasting = TimeSpan.Zero });
        await Store.Get<ICompanyDirectory>().Save(new DirectoryEntry(Company, JobviteEnvironment.Stage, Connected: true, IntervalMinutes: 60), Stop);
        Assert.True(await notices.Save(new NoticeSettings { CompanyId = Company, Emails = ["a@example.com"], Kinds = NoticeKinds.Connection }, Stop));
        var work = (await notices.Take(new NoticeTarget(Company, NoticeChannel.Email), times, Stop))!;
        Assert.True(await notices.NoteTold(work.Hold, new ToldNotices(work.Due, new SentNotice(Guid.NewGuid(), NoticeChannel.Email, Now, 1, "Title", null)), Stop));
    }

    /// <summary>A row in each table of deliveries.</summary>
    private async Task Deliver()
    {
        var added = (await Store.Get<IEndpointStore>().Add(
            new NewEndpoint { CompanyId = Company, Id = Guid.CreateVersion7(), Url = "https://example.com/", Payload = EndpointPayload.Thin, Enabled = true, MaxPerSecond = 1, Secret = "s" }, most: 1, Stop))!;
        var deliveries = Store.Get<IDeliveryStore>();
        var epoch = (await deliveries.Take(Company, added.Id, Stop))!.Epoch;
        var row = new DeliveryRow { ChangeId = Guid.CreateVersion7(), Position = 1, InOrder = true, Type = "job.created", CreatedAt = Now, Status = DeliveryStatus.Dead };
        Assert.True(await deliveries.Commit(
            new DeliveryBatch
            {
                Hold = new EndpointHold(Company, added.Id, epoch),
                Rows = [row],
                Attempts = [new AttemptRow(row.ChangeId, new DeliveryAttempt { At = Now, Milliseconds = 1, Error = "No." })],
                Span = new DeliverySpan(2, 2, [], Now, Now, [new SpanItem(2, Now, 1, 200)]),
                Standing = new EndpointStanding(),
            },
            Stop));
    }
}
