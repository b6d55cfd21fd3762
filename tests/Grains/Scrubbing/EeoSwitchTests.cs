using System.Text;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Scrubbing;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Jobvite.Grains.Tests.Scrubbing;

[Collection(ClusterTests.Name)]
public sealed class EeoSwitchTests(GrainCluster cluster)
{
    private static readonly SyncSettingsPatch On = new() { StoreEeoData = true };
    private static readonly SyncSettingsPatch Off = new() { StoreEeoData = false };

    private Scrubber Scrubber => cluster.Services.GetServices<IHostedService>().OfType<Scrubber>().Single();

    [Fact]
    public async Task Nothing_of_it_is_served_once_it_is_switched_off_and_no_run_calls_that_a_change()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 90, Processes = 0, SecondApplicationShare = 0.2 }, On);
        await company.Sync(SyncKind.Candidates);
        var gone = company.Sandbox.World.CandidateIds[3];
        company.Sandbox.World.DeleteCandidate(gone);
        await company.Sync(SyncKind.Candidates, SyncMode.Full);
        var received = await Send(company);
        Assert.NotNull((await company.Records.GetCandidate(gone))!.DeletedAt);
        Assert.Contains("veteranStatus", await Everything(company, received), StringComparison.Ordinal);

        await company.Configure(Off);
        await Scrubber.ScrubDue(TestContext.Current.CancellationToken);

        var everything = await Everything(company, received, await Send(company));
        Assert.Contains(gone, everything, StringComparison.Ordinal);
        Assert.All((string[])["gender", "race", "veteranStatus"], name => Assert.DoesNotContain($"\"{name}\"", everything, StringComparison.Ordinal));
        company.Sandbox.ResetRequestCounts();
        var run = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Success, 0, 0, run.Progress.Fetched), (run.Status, run.Progress.Created, run.Progress.Updated, run.Progress.Unchanged));
        Assert.Equal(2, company.Sandbox.Requests.Candidate);

        await company.Configure(On);
        var again = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Success, again.Progress.Fetched), (again.Status, again.Progress.Updated));
        Assert.Contains("veteranStatus", await Everything(company, received), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_reading_it_ends()
    {
        await using var company = await cluster.Connect(settings: On);
        company.Sandbox.Latency = TimeSpan.FromSeconds(2);
        var start = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(), company.Caller);

        await company.Configure(Off);

        var run = await company.End(start.Run!.RunId);
        Assert.Equal((RunStatus.Cancelled, true), (run.Status, run.Error!.Contains("EEO data were switched off", StringComparison.Ordinal)));
    }

    private static async Task<Guid> Send(TestCompany company)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"application":{"gender":"f","race":"x","history":[{"veteranStatus":"v"}]},"candidateId":"{{company.Sandbox.World.CandidateIds[0]}}"}""");
        var receipt = await company.Inbox.Receive(WebhookSource.Candidate, body, WebhookSignature.Compute(body, company.Sandbox.Credentials.WebhookSigningKey));
        Assert.Equal(WebhookOutcome.Accepted, receipt.Outcome);
        await TestCompany.Until(async () => (await company.Records.GetWebhook(receipt.EventId!.Value))!.Event.Status == WebhookStatus.Processed);
        return receipt.EventId!.Value;
    }

    private static async Task<string> Everything(TestCompany company, params Guid[] events)
    {
        var list = await company.Records.ListCandidates(new CandidateFilter { IncludeDeleted = true }, new PageRequest(1, 100), includeRaw: true);
        var candidates = await Task.WhenAll(list.Items.Select(item => company.Records.GetCandidate(item.JobviteCandidateId)));
        var webhooks = await Task.WhenAll(events.Select(id => company.Records.GetWebhook(id)));
        return string.Join(
            '\n',
            list.Items.Select(item => item.RawJson)
                .Concat(candidates.Select(candidate => candidate!.RawJson))
                .Concat(webhooks.Select(webhook => Encoding.UTF8.GetString(webhook!.Payload.AsSpan()))));
    }
}
