using Jobvite.Grains.Erasure;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Erasure;

/// <summary>A cluster of its own: its key ring is lost here.</summary>
public sealed class SuppressionKeyGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly SandboxOptions World = new() { Jobs = 1, Candidates = 10, Processes = 0 };

    private ISuppressionKeyGrain Grain => cluster.Grains.GetGrain<ISuppressionKeyGrain>(ISuppressionKeyGrain.Key);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_ring_makes_a_new_key_only_while_nobody_is_suppressed()
    {
        var first = await Grain.Get();
        Assert.Single((await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Grain.Get()))).Append(first).Distinct());
        cluster.LostKeys.Lose("suppression-key");
        var second = await Grain.Get();
        Assert.NotEqual(first, second);
        Assert.Equal(32, (await cluster.Services.GetRequiredService<ISuppressionKey>().Get(Stop)).Length);

        await using var company = await cluster.Connect(World);
        await company.Sync(SyncKind.Candidates);
        var personal = cluster.Grains.GetGrain<IPersonalDataGrain>(CompanyKey.Of(company.CompanyId).ToString());
        var (person, other) = (company.Sandbox.World.CandidateIds[0], company.Sandbox.World.CandidateIds[1]);
        Assert.Equal(ErasureOutcome.Erased, (await personal.Erase(person, "Ticket 4711", company.Caller, Stop)).Outcome);
        cluster.LostKeys.Lose("suppression-key");

        // The key that would tell whom to keep away is kept, so that it works again when the ring is back. Until then nobody is erased or let in by mistake.
        Assert.Equal(second, await Grain.Get());
        await Assert.ThrowsAsync<SuppressionKeyException>(() => cluster.Services.GetRequiredService<ISuppressionKey>().Get(Stop));
        await Assert.ThrowsAsync<DataUnavailableException>(() => personal.Erase(other, "Ticket 4712", company.Caller, Stop));
        Assert.NotNull(await company.Records.GetCandidate(other));
        Assert.Null(await company.Records.GetCandidate(person));
    }

    [Fact]
    public async Task Nobody_elses_person_is_erased_listed_or_handed_out()
    {
        await using var company = await cluster.Connect(World);
        await company.Sync(SyncKind.Candidates);
        var (person, stranger) = (company.Sandbox.World.CandidateIds[0], new Caller("another-tenant", "tester"));
        var personal = cluster.Grains.GetGrain<IPersonalDataGrain>(CompanyKey.Of(company.CompanyId).ToString());

        Assert.Equal(ErasureOutcome.NotFound, (await personal.Erase(person, "Ticket", stranger, Stop)).Outcome);
        Assert.Empty((await personal.ListSuppressions(new PageRequest(), stranger, Stop)).Items);
        Assert.Null(await personal.EndSuppression(Guid.NewGuid(), stranger, Stop));
        Assert.Null(await personal.OpenFile(person, stranger, Stop));
        Assert.NotNull(await company.Records.GetCandidate(person));
        Assert.NotNull(await personal.OpenFile(person, company.Caller, Stop));
    }
}
