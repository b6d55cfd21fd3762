using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Webhooks;

/// <summary>Many webhooks at once: what is applied, what Jobvite is asked, and what is noted.</summary>
[Collection(ClusterTests.Name)]
public sealed class ReplayManyTests(GrainCluster cluster)
{
    private const string Error = "Jobvite's candidate endpoint reported trouble of its own (status 503).";

    private static readonly SandboxOptions Few = new() { Jobs = 3, Candidates = 6, Processes = 0 };

    [Fact]
    public async Task Chosen_webhooks_are_applied_with_a_request_for_each_record_and_noted_once()
    {
        await using var company = await cluster.Connect(Few);
        await using var other = await cluster.Connect(Few);
        var people = company.Sandbox.World.CandidateIds;
        var (first, second, again, left) = (await Dead(company, people[0]), await Dead(company, people[1]), await Dead(company, people[1]), await Dead(company, people[2]));
        var theirs = await Dead(other, other.Sandbox.World.CandidateIds[0]);
        var before = company.Sandbox.Requests.Candidate;

        var replayed = await company.Tenant.ReplayChosen([first, second, again, theirs, Guid.NewGuid()], company.Caller);

        Assert.Equal(new WebhookReplay { Queued = 3, Unknown = 2 }, replayed);
        await TestCompany.Until(async () => (await Total(company, WebhookStatus.Processed)) == 3);
        Assert.InRange(company.Sandbox.Requests.Candidate - before, 1, 2);
        Assert.Equal(WebhookStatus.Dead, (await company.Records.GetWebhook(left))!.Event.Status);
        Assert.Equal(WebhookStatus.Dead, (await other.Records.GetWebhook(theirs))!.Event.Status);
        var line = (await Lines(company))[0];
        Assert.Equal((AuditActions.ReplayWebhooks, "tester"), (line.Action, line.Sub));
        Assert.StartsWith("3 of these chosen events:\n", line.Details, StringComparison.Ordinal);
        Assert.Contains($"{second}", line.Details, StringComparison.Ordinal);
        Assert.DoesNotContain(await Lines(other), one => one.Action == AuditActions.ReplayWebhooks);
    }

    [Fact]
    public async Task Webhooks_of_a_cause_are_applied_and_noted_once()
    {
        await using var company = await cluster.Connect(Few);
        var people = company.Sandbox.World.CandidateIds;
        await Dead(company, people[0]);
        await Dead(company, people[1]);
        var refused = await Dead(company, people[2], "Jobvite refused the credentials.");
        var cause = (await company.Records.GetWebhookDigest(DateTimeOffset.UnixEpoch)).Causes[0];
        Assert.Equal((Error, 2L), (cause.Sentence, cause.Count));

        var replayed = await company.Tenant.ReplayCause(cause.Sentence, company.Caller);

        Assert.Equal(new WebhookReplay { Queued = 2 }, replayed);
        await TestCompany.Until(async () => (await Total(company, WebhookStatus.Processed)) == 2);
        Assert.Equal(WebhookStatus.Dead, (await company.Records.GetWebhook(refused))!.Event.Status);
        Assert.Equal((AuditActions.ReplayWebhooks, $"2 events with the error:\n{Error}"), ((await Lines(company))[0].Action, (await Lines(company))[0].Details));
        Assert.Equal(2, (await company.Records.GetWebhookDigest(DateTimeOffset.UnixEpoch)).Measured);
    }

    [Fact]
    public async Task A_stranger_replays_nothing()
    {
        await using var company = await cluster.Connect(Few);
        var dead = await Dead(company, company.Sandbox.World.CandidateIds[0]);
        var stranger = new Caller("stranger-" + company.CompanyId);

        Assert.Equal(new WebhookReplay(), await company.Tenant.ReplayChosen([dead], stranger));
        Assert.Equal(new WebhookReplay(), await company.Tenant.ReplayCause(Error, stranger));
        Assert.Equal(WebhookStatus.Dead, (await company.Records.GetWebhook(dead))!.Event.Status);
        Assert.DoesNotContain(await Lines(company), one => one.Action == AuditActions.ReplayWebhooks);
    }

    private async Task<Guid> Dead(TestCompany company, string candidate, string error = Error)
    {
        var (events, now) = (cluster.Services.GetRequiredService<IEventStore>(), TimeProvider.System.GetUtcNow());
        var one = new NewEvent
        {
            Id = Guid.CreateVersion7(now),
            CompanyId = company.CompanyId,
            Source = WebhookSource.Candidate,
            ReceivedAt = now,
            Body = "{}"u8.ToArray(),
            SignatureValid = true,
            // Not waiting, so that nobody takes it up before it is dead.
            Status = WebhookStatus.Processing,
            EntityId = candidate,
        };
        await events.Append([one], TestContext.Current.CancellationToken);
        await events.MarkFailed(company.CompanyId, [new FailedEvent(one.Id, error, null)], TestContext.Current.CancellationToken);
        return one.Id;
    }

    private static async Task<long> Total(TestCompany company, WebhookStatus status) => (await company.Records.ListWebhooks(new WebhookFilter { Status = status }, new PageRequest())).Total;

    private async Task<IReadOnlyList<AuditView>> Lines(TestCompany company) =>
        (await cluster.Grains.GetGrain<IAuditGrain>(CompanyKey.Of(company.CompanyId).ToString()).List(new AuditFilter(), new PageRequest(), company.Caller.TenantId)).Items;
}
