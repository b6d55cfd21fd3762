using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Candidates;

[Collection(ClusterTests.Name)]
public sealed class CandidateSyncTests(GrainCluster cluster)
{
    [Fact]
    public async Task Every_application_of_every_candidate_arrives()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 5, Candidates = 700, Processes = 0, SecondApplicationShare = 0.3 });
        var run = await company.Sync(SyncKind.Candidates);

        Assert.Equal((RunStatus.Success, null), (run.Status, run.Error));
        Assert.Equal((company.Sandbox.World.ApplicationCount, 0), (run.Progress.Created, run.Progress.Unchanged));
        var twice = company.Sandbox.World.CandidateIds.First(id => company.Sandbox.World.ApplicationIdsOf(id).Count == 2);
        var stored = await company.Records.GetCandidate(twice);
        Assert.Equal(company.Sandbox.World.ApplicationIdsOf(twice).Order(), stored!.Applications.Select(a => a.ApplicationId).Order());
        var counts = (await company.Tenant.GetDiagnostics(company.Caller))!.Counts;
        Assert.Equal((700, company.Sandbox.World.ApplicationCount), (counts.Candidates, counts.Applications));
    }

    [Fact]
    public async Task An_unchanged_second_run_touches_nothing()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var before = await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(1, 100), includeRaw: false);
        var run = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        var after = await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(1, 100), includeRaw: false);

        Assert.Equal((0, 0, run.Progress.Fetched), (run.Progress.Created, run.Progress.Updated, run.Progress.Unchanged));
        Assert.Equal(before.Items.Select(c => (c.JobviteCandidateId, c.UpdatedAt)), after.Items.Select(c => (c.JobviteCandidateId, c.UpdatedAt)));
    }

    [Fact]
    public async Task An_incremental_run_reads_only_what_changed()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var changed = company.Sandbox.World.CandidateIds.Take(7).ToList();
        foreach (var id in changed)
        {
            company.Sandbox.World.ChangeCandidateStage(id, null, "Offer", announce: false);
        }

        company.Sandbox.ResetRequestCounts();
        var run = await company.Sync(SyncKind.Candidates, SyncMode.Incremental);
        Assert.Equal(SyncMode.Incremental, run.Mode);
        Assert.Equal(7, run.Progress.Updated);
        Assert.InRange(run.Progress.Fetched, 7, 16);
        Assert.Equal(1, company.Sandbox.Requests.Candidate);
        Assert.Contains((await company.Records.GetCandidate(changed[0]))!.Applications, a => a.WorkflowState == "Offer");
    }

    [Fact]
    public async Task A_full_run_marks_what_is_gone_and_an_incremental_one_does_not()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var gone = company.Sandbox.World.CandidateIds[3];
        company.Sandbox.World.DeleteCandidate(gone);

        await company.Sync(SyncKind.Candidates, SyncMode.Incremental);
        Assert.Null((await company.Records.GetCandidate(gone))!.DeletedAt);
        var full = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.InRange(full.Progress.Deleted, 1, 3);
        Assert.NotNull((await company.Records.GetCandidate(gone))!.DeletedAt);
    }

    [Fact]
    public async Task A_sudden_loss_deletes_nothing_until_a_person_confirms_it()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        foreach (var id in company.Sandbox.World.CandidateIds.Take(60).ToList())
        {
            company.Sandbox.World.DeleteCandidate(id);
        }

        var withheld = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Partial, 0), (withheld.Status, withheld.Progress.Deleted));
        Assert.Contains("looks like a fault", withheld.Error, StringComparison.Ordinal);
        var confirmed = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal(RunStatus.Success, confirmed.Status);
        Assert.True(confirmed.Progress.Deleted >= 60);
    }

    [Fact]
    public async Task One_bad_record_is_counted_and_the_rest_go_on()
    {
        await using var company = await cluster.Connect();
        company.Sandbox.Inject(new SandboxFault(FaultKind.MalformedRecord) { Endpoint = SandboxEndpoint.Candidate, Times = 1, RecordIndex = 4 });
        var run = await company.Sync(SyncKind.Candidates);
        Assert.Equal((RunStatus.Partial, 1), (run.Status, run.Progress.Failed));
        Assert.Single(run.Failures);
        Assert.Equal(run.Progress.Fetched, run.Progress.Created + run.Progress.Updated + run.Progress.Unchanged + run.Progress.Failed);
    }

    [Fact]
    public async Task A_refused_endpoint_is_named()
    {
        await using var company = await cluster.Connect();
        company.Sandbox.Permissions = company.Sandbox.Permissions with { Candidate = false };
        var run = await company.Sync(SyncKind.Candidates);
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains("candidate", run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            (await company.Tenant.GetDiagnostics(company.Caller))!.Warnings, w => w.Contains("candidate", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_list_that_repeats_itself_ends_as_partial_and_deletes_nothing()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 1200, Processes = 0 });
        company.Sandbox.Inject(new SandboxFault(FaultKind.IgnoredStart) { Endpoint = SandboxEndpoint.Candidate });
        var run = await company.Sync(SyncKind.Candidates);
        Assert.Equal((RunStatus.Partial, 0), (run.Status, run.Progress.Deleted));
        Assert.NotNull(run.Error);
    }

    [Fact]
    public async Task A_short_outage_is_sat_out()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 1200, Processes = 0 });
        company.Sandbox.Inject(new SandboxFault(FaultKind.Status) { Endpoint = SandboxEndpoint.Candidate, Skip = 1, Times = 2, StatusCode = 503 });
        var run = await company.Sync(SyncKind.Candidates);
        Assert.Equal(RunStatus.Success, run.Status);
    }

    [Fact]
    public async Task The_limit_is_honoured_and_a_limited_run_deletes_nothing()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        company.Sandbox.World.DeleteCandidate(company.Sandbox.World.CandidateIds[0]);
        var run = await company.Sync(SyncKind.Candidates, SyncMode.Full, limit: 30);
        Assert.Equal((RunStatus.Success, 30, 0), (run.Status, run.Progress.Fetched, run.Progress.Deleted));
    }

    [Fact]
    public async Task A_limited_run_that_was_interrupted_goes_on_to_its_limit()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 1500, Processes = 0 });
        company.Sandbox.Inject(new SandboxFault(FaultKind.Status) { Endpoint = SandboxEndpoint.Candidate, Skip = 1, Times = 3, StatusCode = 503 });
        var run = await company.Sync(SyncKind.Candidates, SyncMode.Full, limit: 1000);
        Assert.InRange(run.Progress.Fetched, 999, 1000);
    }

    [Fact]
    public async Task A_run_under_way_is_joined()
    {
        await using var company = await cluster.Connect();
        company.Sandbox.Latency = TimeSpan.FromMilliseconds(300);
        var first = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(), company.Caller);
        var second = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(), company.Caller);
        Assert.Equal((StartSyncOutcome.Started, StartSyncOutcome.Joined), (first.Outcome, second.Outcome));
        Assert.Equal(first.Run!.RunId, second.Run!.RunId);
        await company.End(first.Run.RunId);
    }

    [Fact]
    public async Task A_cancelled_run_ends_soon_and_the_next_one_finishes()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 2000, Processes = 0 });
        company.Sandbox.Latency = TimeSpan.FromSeconds(20);
        var start = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(), company.Caller);
        await company.Tenant.CancelRun(start.Run!.RunId, company.Caller);
        Assert.Equal(RunStatus.Cancelled, (await company.End(start.Run.RunId)).Status);

        company.Sandbox.Latency = TimeSpan.Zero;
        var next = await company.Sync(SyncKind.Candidates);
        Assert.Equal(RunStatus.Success, next.Status);
    }

    [Fact]
    public async Task Eeo_data_is_dropped_unless_asked_for()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var without = await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(1, 100), includeRaw: true);
        Assert.All(without.Items, c => Assert.DoesNotContain("veteranStatus", c.RawJson, StringComparison.Ordinal));

        await company.Configure(new SyncSettingsPatch { StoreEeoData = true });
        await company.Sync(SyncKind.Candidates, SyncMode.Full);
        var with = await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(1, 100), includeRaw: true);
        Assert.Contains(with.Items, c => c.RawJson!.Contains("veteranStatus", StringComparison.Ordinal));

        await company.Configure(new SyncSettingsPatch { StoreEeoData = false });
        await company.Sync(SyncKind.Candidates, SyncMode.Full);
        var again = await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(1, 100), includeRaw: true);
        Assert.All(again.Items, c => Assert.DoesNotContain("veteranStatus", c.RawJson, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changed_filters_make_the_next_run_a_full_one()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        Assert.Equal(SyncMode.Incremental, (await company.Sync(SyncKind.Candidates)).Mode);
        await company.Configure(new SyncSettingsPatch { CandidateFilters = ImmutableDictionary<string, string>.Empty.Add("wflowstate", "New") });
        Assert.Equal(SyncMode.Full, (await company.Sync(SyncKind.Candidates)).Mode);
    }

    [Fact]
    public async Task A_full_run_looks_again_for_what_changed_while_it_read()
    {
        await using var company = await cluster.Connect();
        company.Sandbox.ResetRequestCounts();
        await company.Sync(SyncKind.Candidates);
        Assert.Equal(2, company.Sandbox.Requests.Candidate);
    }
}
