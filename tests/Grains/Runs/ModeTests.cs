using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Runs;

[Collection(ClusterTests.Name)]
public sealed class ModeTests(GrainCluster cluster)
{
    [Fact]
    public async Task A_full_run_that_is_asked_for_during_an_incremental_one_waits_and_then_reads_everything()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        company.Sandbox.Latency = TimeSpan.FromSeconds(2);
        var incremental = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(SyncMode.Incremental), company.Caller);

        var full = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(SyncMode.Full), company.Caller);
        var again = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(SyncMode.Full), company.Caller);

        Assert.Equal((StartSyncOutcome.Queued, SyncMode.Full, RunStatus.Queued), (full.Outcome, full.Run!.Mode, full.Run.Status));
        Assert.Equal((StartSyncOutcome.Queued, full.Run.RunId), (again.Outcome, again.Run!.RunId));
        Assert.NotEqual(incremental.Run!.RunId, full.Run.RunId);
        Assert.Equal(RunStatus.Queued, (await company.Records.GetRun(full.Run.RunId))!.Status);
        company.Sandbox.Latency = TimeSpan.Zero;
        Assert.Equal(SyncMode.Incremental, (await company.End(incremental.Run.RunId)).Mode);
        var run = await company.End(full.Run.RunId);
        Assert.Equal((RunStatus.Success, SyncMode.Full, company.Sandbox.World.ApplicationCount), (run.Status, run.Mode, run.Progress.Fetched));
    }

    [Fact]
    public async Task A_limited_request_during_a_full_run_is_told_that_it_follows_the_full_one()
    {
        await using var company = await cluster.Connect();
        company.Sandbox.Latency = TimeSpan.FromSeconds(2);
        var full = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(SyncMode.Full), company.Caller);

        var limited = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(Limit: 5), company.Caller);

        Assert.Equal((StartSyncOutcome.Joined, full.Run!.RunId, SyncMode.Full), (limited.Outcome, limited.Run!.RunId, limited.Run.Mode));
        company.Sandbox.Latency = TimeSpan.Zero;
        await company.End(full.Run.RunId);
    }

    [Fact]
    public async Task A_run_that_waits_can_be_cancelled_without_stopping_the_one_before_it()
    {
        await using var company = await cluster.Connect();
        company.Sandbox.Latency = TimeSpan.FromSeconds(2);
        var limited = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(Limit: 5), company.Caller);
        var waiting = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(), company.Caller);

        var cancelled = await company.Tenant.CancelRun(waiting.Run!.RunId, company.Caller);

        company.Sandbox.Latency = TimeSpan.Zero;
        Assert.Equal(RunStatus.Cancelled, cancelled!.Status);
        Assert.Equal((RunStatus.Success, 5), await company.End(limited.Run!.RunId) is var run ? (run.Status, run.Progress.Fetched) : default);
    }

    [Fact]
    public async Task A_configured_limit_that_stops_a_run_is_said_by_the_run_and_for_good()
    {
        await using var company = await cluster.Connect(
            new SandboxOptions { Jobs = 2, Candidates = 100, Processes = 0, SecondApplicationShare = 0 },
            new SyncSettingsPatch { CandidateSyncLimit = 30, CandidateSyncLimitGiven = true });
        var run = await company.Sync(SyncKind.Candidates);
        Assert.Equal((RunStatus.Partial, 30), (run.Status, run.Progress.Fetched));
        Assert.Contains("Only 30 of 100", run.Error, StringComparison.Ordinal);
        Assert.Single((await company.Tenant.GetDiagnostics(company.Caller))!.Warnings, w => w.Contains("candidateSyncLimit", StringComparison.Ordinal));

        Assert.Equal(RunStatus.Success, (await company.Sync(SyncKind.Candidates, limit: 5)).Status);
        var warnings = (await company.Tenant.GetDiagnostics(company.Caller))!.Warnings;
        Assert.Contains(warnings, w => w.Contains("No more than 30 of the 100 candidates", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_configured_limit_that_nothing_exceeds_is_no_trouble()
    {
        await using var company = await cluster.Connect(
            new SandboxOptions { Jobs = 2, Candidates = 20, Processes = 0, SecondApplicationShare = 0 },
            new SyncSettingsPatch { CandidateSyncLimit = 30, CandidateSyncLimitGiven = true });
        Assert.Equal((RunStatus.Success, null), await company.Sync(SyncKind.Candidates) is var run ? (run.Status, run.Error) : default);
        Assert.DoesNotContain((await company.Tenant.GetDiagnostics(company.Caller))!.Warnings, w => w.Contains("candidateSyncLimit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_withheld_deletion_is_named_and_confirmed_though_an_incremental_run_came_between()
    {
        await using var company = await WithLoss(60);
        var withheld = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Partial, 0), (withheld.Status, withheld.Progress.Deleted));
        Assert.Equal(RunStatus.Success, (await company.Sync(SyncKind.Candidates, SyncMode.Incremental)).Status);
        Assert.Contains(
            (await company.Tenant.GetDiagnostics(company.Caller))!.Warnings,
            w => w.Contains("60 of 100 candidates", StringComparison.Ordinal) && w.Contains(withheld.RunId.ToString(), StringComparison.Ordinal));

        var confirmed = await company.Sync(SyncKind.Candidates, SyncMode.Full);

        Assert.Equal((RunStatus.Success, 60), (confirmed.Status, confirmed.Progress.Deleted));
        Assert.DoesNotContain((await company.Tenant.GetDiagnostics(company.Caller))!.Warnings, w => w.Contains("missing at Jobvite", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_withheld_deletion_is_approved_without_one_request_to_Jobvite()
    {
        await using var company = await WithLoss(60);
        var withheld = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal(RunStatus.Success, (await company.Sync(SyncKind.Candidates, SyncMode.Incremental)).Status);
        var schedule = (await company.Tenant.GetDiagnostics(company.Caller))!.Schedules.Single(one => one.Kind == SyncKind.Candidates);
        Assert.Equal((withheld.RunId, 60, 100, true), schedule.Withheld is { } shown ? (shown.RunId, shown.Missing, shown.Live, shown.CanBeApproved) : default);
        var requests = company.Sandbox.Requests;

        var approval = await company.Tenant.ApproveDeletion(withheld.RunId, company.Caller);

        Assert.Equal((ApprovalOutcome.Approved, 60), (approval.Outcome, approval.Deleted));
        // Artifacts of the runs before are fetched in the background.
        Assert.Equal(requests with { Total = 0, Artifacts = 0, PeakPerMinute = 0 }, company.Sandbox.Requests with { Total = 0, Artifacts = 0, PeakPerMinute = 0 });
        var diagnostics = (await company.Tenant.GetDiagnostics(company.Caller))!;
        Assert.Equal(40, diagnostics.Counts.Candidates);
        Assert.DoesNotContain(diagnostics.Warnings, w => w.Contains("missing at Jobvite", StringComparison.Ordinal));
        Assert.All(diagnostics.Schedules, one => Assert.Null(one.Withheld));
        Assert.Equal((RunStatus.Success, 60), (await company.Records.GetRun(withheld.RunId)) is { } run ? (run.Status, run.Progress.Deleted) : default);
        Assert.Equal(ApprovalOutcome.NothingWithheld, (await company.Tenant.ApproveDeletion(withheld.RunId, company.Caller)).Outcome);
    }

    [Fact]
    public async Task Nobody_approves_the_deletion_of_another_tenants_run()
    {
        await using var company = await WithLoss(60);
        var withheld = await company.Sync(SyncKind.Candidates, SyncMode.Full);

        Assert.Equal(ApprovalOutcome.NotFound, (await company.Tenant.ApproveDeletion(withheld.RunId, new Caller("another-tenant", "thief"))).Outcome);
        Assert.Equal(100, (await company.Tenant.GetDiagnostics(company.Caller))!.Counts.Candidates);
    }

    [Fact]
    public async Task A_confirmation_does_not_cover_what_went_missing_since()
    {
        await using var company = await WithLoss(50);
        await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Lose(company, 30);

        var again = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Partial, 0), (again.Status, again.Progress.Deleted));
        Assert.Contains("far more than the 50", again.Error, StringComparison.Ordinal);
        Assert.Equal(80, (await company.Sync(SyncKind.Candidates, SyncMode.Full)).Progress.Deleted);
    }

    private static void Lose(TestCompany company, int people)
    {
        foreach (var id in company.Sandbox.World.CandidateIds.Take(people).ToList())
        {
            company.Sandbox.World.DeleteCandidate(id);
        }
    }

    private async Task<TestCompany> WithLoss(int people)
    {
        var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 100, Processes = 0, SecondApplicationShare = 0 });
        await company.Sync(SyncKind.Candidates);
        Lose(company, people);
        return company;
    }
}
