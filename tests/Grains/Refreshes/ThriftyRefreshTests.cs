using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Refreshes;

/// <summary>Under Jobvite's own limits: fifteen requests a minute.</summary>
public sealed class ThriftyRefreshTests(ThriftyCluster cluster) : IClassFixture<ThriftyCluster>
{
    [Fact]
    public async Task A_thousand_events_for_three_hundred_candidates_cost_three_requests_at_most()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 1, Candidates = 400, Processes = 0 });
        await company.Sync(SyncKind.Candidates);
        var ids = company.Sandbox.World.CandidateIds.Take(300).ToList();
        foreach (var id in ids)
        {
            company.Sandbox.World.ChangeCandidateStage(id, null, "Screen", announce: false);
        }

        company.Sandbox.ResetRequestCounts();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Send(company, $$"""{"candidateId":"{{ids[i % 300]}}","n":{{i}}}""")));

        Assert.All(receipts, r => Assert.Equal(WebhookOutcome.Accepted, r.Outcome));
        await TestCompany.Until(async () =>
            (await company.Records.ListWebhooks(new WebhookFilter { Processed = true }, new PageRequest())).Total == 1000);
        Assert.InRange(company.Sandbox.Requests.Candidate, 1, 3);
        foreach (var id in ids.Chunk(60).Select(some => some[^1]))
        {
            Assert.Contains((await company.Records.GetCandidate(id))!.Applications, a => a.WorkflowState == "Screen");
        }
    }

    [Fact]
    public async Task A_company_whose_jobvite_is_slow_costs_another_nothing()
    {
        await using var slow = await cluster.Connect();
        await using var well = await cluster.Connect();
        slow.Sandbox.Latency = TimeSpan.FromSeconds(25);
        var waiting = await Send(slow, $$"""{"candidateId":"{{slow.Sandbox.World.CandidateIds[0]}}"}""");
        await TestCompany.Until(() => Task.FromResult(slow.Sandbox.Requests.Candidate >= 1));

        var id = well.Sandbox.World.CandidateIds[5];
        await Send(well, $$"""{"candidateId":"{{id}}"}""");

        await TestCompany.Until(async () => await well.Records.GetCandidate(id) is not null);
        Assert.Equal(WebhookStatus.Pending, (await slow.Records.GetWebhook(waiting.EventId!.Value))!.Event.Status);
    }

    private static Task<WebhookReceipt> Send(TestCompany company, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(company.Sandbox.Credentials.WebhookSigningKey), bytes));
        return company.Inbox.Receive(WebhookSource.Candidate, bytes, signature);
    }
}
