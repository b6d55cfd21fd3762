using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Refreshes;

[Collection(ClusterTests.Name)]
public sealed class WebhookRefreshTests(GrainCluster cluster)
{
    [Fact]
    public async Task A_webhook_brings_the_new_stage()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var id = company.Sandbox.World.CandidateIds[5];
        company.Sandbox.World.ChangeCandidateStage(id, null, "Hired", announce: false);
        var receipt = await Send(company, WebhookSource.Candidate, $$"""{"eventType":"workflowUpdate","candidateId":"{{id}}"}""");

        Assert.Equal(WebhookOutcome.Accepted, receipt.Outcome);
        await TestCompany.Until(async () => (await company.Records.GetCandidate(id))!.Applications.Any(a => a.WorkflowState == "Hired"));
        var detail = await company.Records.GetWebhook(receipt.EventId!.Value);
        Assert.Equal((WebhookStatus.Processed, 1), (detail!.Event.Status, (int)company.Sandbox.World.CandidateIds.Count(c => c == id)));
    }

    [Fact]
    public async Task Two_hundred_events_cost_a_few_requests()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        company.Sandbox.ResetRequestCounts();
        company.Sandbox.Latency = TimeSpan.FromMilliseconds(200);
        var ids = company.Sandbox.World.CandidateIds.Take(50).ToList();
        foreach (var id in ids)
        {
            company.Sandbox.World.ChangeCandidateStage(id, null, "Screen", announce: false);
        }

        var receipts = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(i => Send(company, WebhookSource.Candidate, $$"""{"candidateId":"{{ids[i % 50]}}","n":{{i}}}""")));
        Assert.All(receipts, r => Assert.Equal(WebhookOutcome.Accepted, r.Outcome));
        await TestCompany.Until(async () =>
            (await company.Records.ListWebhooks(new WebhookFilter { Processed = true }, new PageRequest())).Total == 200);
        Assert.InRange(company.Sandbox.Requests.Candidate, 1, 8);
        Assert.All(ids, id => Assert.NotNull(id));
        Assert.Contains((await company.Records.GetCandidate(ids[49]))!.Applications, a => a.WorkflowState == "Screen");
    }

    [Fact]
    public async Task A_record_that_jobvite_does_not_have_is_noted_and_not_deleted()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var id = company.Sandbox.World.CandidateIds[1];
        company.Sandbox.World.DeleteCandidate(id);
        var receipt = await Send(company, WebhookSource.Candidate, $$"""{"candidateId":"{{id}}"}""");
        WebhookDetail? detail = null;
        await TestCompany.Until(async () => (detail = await company.Records.GetWebhook(receipt.EventId!.Value))?.Event.Status == WebhookStatus.Processed);
        Assert.Equal("Jobvite has no such record.", detail!.Event.ErrorMessage);
        Assert.Null((await company.Records.GetCandidate(id))!.DeletedAt);
    }

    [Fact]
    public async Task A_failed_refresh_is_tried_again_and_succeeds()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Jobs);
        var id = company.Sandbox.World.JobIds[0];
        company.Sandbox.Inject(new SandboxFault(FaultKind.HtmlPage) { Endpoint = SandboxEndpoint.Job, Times = 1 });
        var receipt = await Send(company, WebhookSource.Job, $$"""{"eventType":"jobUpdate","jobId":"{{id}}"}""");
        WebhookDetail? detail = null;
        await TestCompany.Until(async () => (detail = await company.Records.GetWebhook(receipt.EventId!.Value))?.Event.Status == WebhookStatus.Processed);
        Assert.Equal((1, null), (detail!.Event.Attempts, detail.Event.ErrorMessage));
    }

    [Fact]
    public async Task A_process_is_refreshed_with_its_tasks()
    {
        await using var company = await cluster.Connect(settings: new SyncSettingsPatch { SyncOnboarding = true });
        await company.Sync(SyncKind.Onboarding);
        var id = company.Sandbox.World.ProcessIds[2];
        company.Sandbox.World.ChangeProcessStatus(id, "completed", announce: false);
        await Send(company, WebhookSource.Onboarding, $$"""{"processId":"{{id}}"}""");
        await TestCompany.Until(async () => (await company.Records.GetProcess(id))!.Status == "completed");
        Assert.NotEmpty((await company.Records.ListTasks(id))!.Value);
    }

    [Fact]
    public async Task An_id_that_cannot_be_asked_for_holds_up_no_other_event()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var bad = await Send(company, WebhookSource.Candidate, "{\"candidateId\":\"a/b ?\"}");
        Assert.Equal(WebhookStatus.Processed, (await company.Records.GetWebhook(bad.EventId!.Value))!.Event.Status);
        var id = company.Sandbox.World.CandidateIds[5];
        company.Sandbox.World.ChangeCandidateStage(id, null, "Hired", announce: false);
        await Send(company, WebhookSource.Candidate, $$"""{"candidateId":"{{id}}"}""");
        await TestCompany.Until(async () => (await company.Records.GetCandidate(id))!.Applications.Any(a => a.WorkflowState == "Hired"));
    }

    [Fact]
    public async Task A_refresh_that_is_under_way_writes_nothing_after_the_data_was_deleted()
    {
        await using var company = await cluster.Connect();
        company.Sandbox.Latency = TimeSpan.FromSeconds(2);
        await Send(company, WebhookSource.Candidate, $$"""{"candidateId":"{{company.Sandbox.World.CandidateIds[0]}}"}""");
        await TestCompany.Until(() => Task.FromResult(company.Sandbox.Requests.Candidate >= 1));
        Assert.True(await company.Directory.Disconnect(deleteData: true, company.Caller));
        // What must not happen needs the time in which it would: the answer that is under way takes 2 s.
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await company.Records.ListCandidates(new CandidateFilter { IncludeDeleted = true }, new PageRequest(), false)).Total);
    }

    [Fact]
    public async Task A_refresh_that_is_under_way_begins_anew_when_the_environment_changes()
    {
        await using var company = await cluster.Connect();
        company.Sandbox.Latency = TimeSpan.FromSeconds(2);
        var id = company.Sandbox.World.CandidateIds[0];
        await Send(company, WebhookSource.Candidate, $$"""{"candidateId":"{{id}}"}""");
        await TestCompany.Until(() => Task.FromResult(company.Sandbox.Requests.Candidate >= 1));

        var changed = company.Command() with { Environment = JobviteEnvironment.Prod };
        Assert.Equal(ConfigureOutcome.Saved, (await company.Directory.Configure(changed, company.Caller)).Outcome);

        await TestCompany.Until(async () => await company.Records.GetCandidate(id) is not null);
        // One with each environment's settings, and the test of the new ones before they are saved.
        Assert.Equal(3, company.Sandbox.Requests.Candidate);
    }

    [Fact]
    public async Task A_webhook_that_comes_after_its_company_was_deleted_leaves_no_event()
    {
        await using var company = await cluster.Connect();
        var body = $$"""{"candidateId":"{{company.Sandbox.World.CandidateIds[0]}}"}""";
        Assert.Equal(WebhookOutcome.Accepted, (await Send(company, WebhookSource.Candidate, body)).Outcome);
        var before = Enumerable.Range(0, 50).Select(_ => Send(company, WebhookSource.Candidate, body)).ToList();

        Assert.True(await company.Directory.Disconnect(deleteData: true, company.Caller));
        var after = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Send(company, WebhookSource.Candidate, body)));
        await Task.WhenAll(before);

        Assert.All(after, receipt => Assert.Equal(WebhookOutcome.UnknownCompany, receipt.Outcome));
        Assert.Equal(0, (await company.Records.ListWebhooks(new WebhookFilter(), new PageRequest())).Total);
    }

    [Fact]
    public async Task Candidates_that_the_settings_leave_out_are_not_stored_beside_those_that_events_name()
    {
        await using var company = await cluster.Connect(settings: new SyncSettingsPatch { CandidateSyncLimit = 10, CandidateSyncLimitGiven = true });
        company.Sandbox.World.ChangeRecords(1);
        company.Sandbox.Latency = TimeSpan.FromMilliseconds(500);
        var ids = company.Sandbox.World.CandidateIds.Take(8).ToList();
        await Task.WhenAll(ids.Select(id => Send(company, WebhookSource.Candidate, $$"""{"candidateId":"{{id}}"}""")));
        await TestCompany.Until(async () => (await company.Records.ListWebhooks(new WebhookFilter { Processed = true }, new PageRequest())).Total == 8);
        Assert.Equal(8, (await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(), false)).Total);
    }

    [Fact]
    public async Task A_process_that_is_not_there_is_noted_though_another_is()
    {
        await using var company = await cluster.Connect(settings: new SyncSettingsPatch { SyncOnboarding = true });
        company.Sandbox.Latency = TimeSpan.FromMilliseconds(500);
        await Send(company, WebhookSource.Onboarding, $$"""{"processId":"{{company.Sandbox.World.ProcessIds[0]}}"}""");
        var here = await Send(company, WebhookSource.Onboarding, $$"""{"processId":"{{company.Sandbox.World.ProcessIds[1]}}"}""");
        var gone = await Send(company, WebhookSource.Onboarding, "{\"processId\":\"ffffffffffffffffffffffff\"}");
        await TestCompany.Until(async () => (await company.Records.ListWebhooks(new WebhookFilter { Processed = true }, new PageRequest())).Total == 3);
        Assert.Equal("Jobvite has no such record.", (await company.Records.GetWebhook(gone.EventId!.Value))!.Event.ErrorMessage);
        Assert.Null((await company.Records.GetWebhook(here.EventId!.Value))!.Event.ErrorMessage);
    }

    [Fact]
    public async Task A_process_that_could_not_be_read_is_tried_again()
    {
        await using var company = await cluster.Connect(settings: new SyncSettingsPatch { SyncOnboarding = true });
        company.Sandbox.Inject(new SandboxFault(FaultKind.MalformedRecord) { Endpoint = SandboxEndpoint.Process, Times = 1, RecordIndex = 0 });
        var id = company.Sandbox.World.ProcessIds[0];
        var receipt = await Send(company, WebhookSource.Onboarding, $$"""{"processId":"{{id}}"}""");
        await TestCompany.Until(async () => await company.Records.GetProcess(id) is not null);
        await TestCompany.Until(async () => (await company.Records.GetWebhook(receipt.EventId!.Value))!.Event.Status == WebhookStatus.Processed);
    }

    private static Task<WebhookReceipt> Send(TestCompany company, WebhookSource source, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(company.Sandbox.Credentials.WebhookSigningKey), bytes));
        return company.Inbox.Receive(source, bytes, signature);
    }
}
