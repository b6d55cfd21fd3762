using System.Net;
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

    /// <summary>An outage of the list may look the same, and what changed during it must not wait for the next full run.</summary>
    [Fact]
    public async Task The_next_incremental_run_asks_from_the_same_time_until_Jobvite_gives_a_list()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 20, Total = _ => 20 });
        var full = await bench.Run(SyncKind.Candidates);
        bench.Jobvite.Instead = _ => PlayedHttp.Json("", HttpStatusCode.NotFound);
        var told = await bench.Run(SyncKind.Candidates, SyncMode.Incremental);
        Assert.Equal((RunStatus.Success, null), (told.Status, told.Error));
        Assert.Equal(full.StartedAt, (await bench.History(SyncKind.Candidates)).Watermark);
        await bench.Run(SyncKind.Candidates, SyncMode.Incremental);
        Assert.Equal(full.StartedAt, (await bench.History(SyncKind.Candidates)).Watermark);

        bench.Jobvite.Instead = _ => null;
        var proven = await bench.Run(SyncKind.Candidates, SyncMode.Incremental);
        Assert.Equal(proven.StartedAt, (await bench.History(SyncKind.Candidates)).Watermark);
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
