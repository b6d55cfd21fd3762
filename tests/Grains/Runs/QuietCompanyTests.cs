using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Runs;

/// <summary>A company in which nothing happens, at a Jobvite that says so with a 404.</summary>
[Collection(ClusterTests.Name)]
public sealed class QuietCompanyTests(GrainCluster cluster)
{
    private static readonly SandboxFault NothingMatches = new(FaultKind.Status) { Endpoint = SandboxEndpoint.Candidate, StatusCode = 404, Times = 1 };

    [Fact]
    public async Task An_incremental_run_that_finds_nothing_is_a_success()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        company.Sandbox.Inject(NothingMatches);
        var run = await company.Sync(SyncKind.Candidates);
        Assert.Equal((SyncMode.Incremental, RunStatus.Success, null, 0), (run.Mode, run.Status, run.Error, run.Progress.Fetched));
        Assert.Equal(100, (await company.Tenant.GetDiagnostics(company.Caller))!.Counts.Candidates);
    }

    [Fact]
    public async Task A_full_run_completes_and_finds_deletions_though_nothing_changed_meanwhile()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        company.Sandbox.World.DeleteCandidate(company.Sandbox.World.CandidateIds[0]);
        company.Sandbox.Inject(NothingMatches with { Skip = 1 });
        var run = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Success, null), (run.Status, run.Error));
        Assert.Equal(99, (await company.Tenant.GetDiagnostics(company.Caller))!.Counts.Candidates);
    }

    [Fact]
    public async Task Nothing_on_the_whole_list_is_no_reason_to_delete_anything()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        company.Sandbox.Inject(NothingMatches);
        var run = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Partial, 0), (run.Status, run.Progress.Deleted));
        Assert.Contains("does not prove", run.Error, StringComparison.Ordinal);
        Assert.Equal(100, (await company.Tenant.GetDiagnostics(company.Caller))!.Counts.Candidates);
    }
}
