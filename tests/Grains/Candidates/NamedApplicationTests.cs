using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Candidates;

/// <summary>Events as Jobvite sends them that do not name the record itself, from the inbox to the record.</summary>
[Collection(ClusterTests.Name)]
public sealed class NamedApplicationTests(GrainCluster cluster)
{
    /// <summary>As a production integrator saw it; what its id is, nobody says.</summary>
    [Fact]
    public async Task The_recorded_stage_change_form_brings_the_new_stage()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var id = company.Sandbox.World.CandidateIds[7];
        var application = company.Sandbox.World.ApplicationIdsOf(id)[0];
        company.Sandbox.World.ChangeCandidateStage(id, application, "Hired", announce: false);
        company.Sandbox.ResetRequestCounts();

        var receipt = await Send(
            company,
            WebhookSource.Candidate,
            $$"""{"eventType":"workflowUpdate","url":"https://example.com/x","id":"5e1f00d5","applicationId":"{{application}}","oldValue":"New","newValue":"Hired","date":1748736000000}""");

        var detail = await Processed(company, receipt);
        Assert.Equal("Hired", (await company.Records.GetCandidate(id))!.Applications.Single(a => a.ApplicationId == application).WorkflowState);
        Assert.Equal((id, null, 1), (detail.Event.JobviteEntityId, detail.Event.ErrorMessage, detail.Event.Attempts));
        Assert.Equal(1, company.Sandbox.Requests.Candidate);
    }

    [Fact]
    public async Task The_person_of_an_unknown_application_is_asked_for_and_stored()
    {
        await using var company = await cluster.Connect();
        var id = company.Sandbox.World.CandidateIds[7];
        var application = company.Sandbox.World.ApplicationIdsOf(id)[0];
        company.Sandbox.ResetRequestCounts();

        var receipt = await Send(company, WebhookSource.Candidate, $$"""{"eventType":"workflowUpdate","applicationId":"{{application}}"}""");

        var detail = await Processed(company, receipt);
        Assert.Contains((await company.Records.GetCandidate(id))!.Applications, a => a.ApplicationId == application);
        Assert.Equal((id, 1), (detail.Event.JobviteEntityId, company.Sandbox.Requests.Candidate));
    }

    [Fact]
    public async Task An_application_that_jobvite_does_not_know_is_noted()
    {
        await using var company = await cluster.Connect();

        var detail = await Processed(company, await Send(company, WebhookSource.Candidate, """{"applicationId":"nobodys"}"""));

        Assert.Equal(("nobodys", "Jobvite has no such record."), (detail.Event.JobviteEntityId, detail.Event.ErrorMessage));
    }

    [Fact]
    public async Task An_onboarding_event_of_a_candidate_reads_their_stored_process()
    {
        await using var company = await cluster.Connect(settings: new SyncSettingsPatch { SyncOnboarding = true });
        await company.Sync(SyncKind.Onboarding);
        var processes = await company.Records.ListProcesses(new ProcessFilter(), new PageRequest(), false);
        var process = processes.Items.First(p => p.JobviteCandidateId is not null);
        company.Sandbox.World.ChangeProcessStatus(process.JobviteProcessId, "completed", announce: false);

        var known = await Send(company, WebhookSource.Onboarding, $$"""{"candidateId":"{{process.JobviteCandidateId}}"}""");
        var unknown = await Send(company, WebhookSource.Onboarding, """{"candidateId":"stranger"}""");

        Assert.Null((await Processed(company, known)).Event.ErrorMessage);
        Assert.Equal("completed", (await company.Records.GetProcess(process.JobviteProcessId))!.Status);
        Assert.Contains("the next sync reads all", (await Processed(company, unknown)).Event.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_says_what_it_waits_for_while_jobvite_is_away_and_is_applied_after()
    {
        await using var company = await cluster.Connect();
        var id = company.Sandbox.World.CandidateIds[3];
        company.Sandbox.Inject(new SandboxFault(FaultKind.Status) { Endpoint = SandboxEndpoint.Candidate, StatusCode = 503, Times = 4 });

        var receipt = await Send(company, WebhookSource.Candidate, $$"""{"candidateId":"{{id}}"}""");
        WebhookView? waiting = null;
        await TestCompany.Until(async () => (waiting = (await company.Records.GetWebhook(receipt.EventId!.Value))!.Event).ErrorMessage is not null);

        Assert.Equal((WebhookStatus.Pending, 0), (waiting!.Status, waiting.Attempts));
        Assert.Contains("503", waiting.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal((1, null), ((await Processed(company, receipt)).Event.Attempts, (await Processed(company, receipt)).Event.ErrorMessage));
        Assert.NotNull(await company.Records.GetCandidate(id));
    }

    private static async Task<WebhookDetail> Processed(TestCompany company, WebhookReceipt receipt)
    {
        WebhookDetail? detail = null;
        await TestCompany.Until(async () => (detail = await company.Records.GetWebhook(receipt.EventId!.Value))!.Event.Status == WebhookStatus.Processed);
        return detail!;
    }

    private static Task<WebhookReceipt> Send(TestCompany company, WebhookSource source, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(company.Sandbox.Credentials.WebhookSigningKey), bytes));
        return company.Inbox.Receive(source, bytes, signature);
    }
}
