using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Onboarding;

[Collection(ClusterTests.Name)]
public sealed class OnboardingSyncTests(GrainCluster cluster)
{
    private static readonly SyncSettingsPatch WithOnboarding = new() { SyncOnboarding = true };

    [Fact]
    public async Task Tasks_of_many_processes_come_in_few_requests()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 1, Candidates = 1, Processes = 120 }, WithOnboarding);
        company.Sandbox.ResetRequestCounts();
        var run = await company.Sync(SyncKind.Onboarding);
        Assert.Equal((RunStatus.Success, null), (run.Status, run.Error));
        Assert.InRange(company.Sandbox.Requests.Task, 1, 6);
        Assert.Equal(run.Progress.Fetched, run.Progress.Total);
        var counts = (await company.Tenant.GetDiagnostics(company.Caller))!.Counts;
        Assert.Equal((120, company.Sandbox.World.TaskCount), (counts.OnboardingProcesses, counts.OnboardingTasks));
    }

    [Fact]
    public async Task After_a_rotation_answers_for_either_key_open()
    {
        await using var company = await cluster.Connect(settings: WithOnboarding);
        await company.Tenant.RotateKeys(company.Caller);
        Assert.Equal(RunStatus.Success, (await company.Sync(SyncKind.Onboarding)).Status);
        var newest = await company.Tenant.RotateKeys(company.Caller);
        company.Sandbox.RegisterTenantPublicKey(newest!);
        Assert.Equal(RunStatus.Success, (await company.Sync(SyncKind.Onboarding)).Status);
    }

    [Fact]
    public async Task A_milestone_is_added_at_jobvite_and_seen_here()
    {
        await using var company = await cluster.Connect(settings: WithOnboarding);
        await company.Sync(SyncKind.Onboarding);
        var id = company.Sandbox.World.ProcessIds[0];
        var result = await company.Tenant.UpdateMilestones(id, new MilestoneChange(["Laptop ordered"], MilestoneOperation.Add), company.Caller);
        Assert.Equal((null, null), (result.Error, result.Note));
        Assert.Contains("Laptop ordered", company.Sandbox.World.MilestonesOf(id));
        Assert.Contains("Laptop ordered", result.Process!.MilestoneStatus, StringComparison.Ordinal);
        Assert.Contains("Laptop ordered", (await company.Records.GetProcess(id))!.MilestoneStatus, StringComparison.Ordinal);
        Assert.False((await company.Tenant.UpdateMilestones("ffffffffffffffffffffffff", new MilestoneChange(["x"], MilestoneOperation.Add), company.Caller)).Found);
    }

    [Fact]
    public async Task Nothing_is_sent_for_a_process_that_is_gone_at_jobvite()
    {
        await using var company = await cluster.Connect(settings: WithOnboarding);
        var gone = new ProcessRow { Id = "65f0c0ffee0123456789dead", RawJson = """{"processId":"65f0c0ffee0123456789dead"}""" };
        await cluster.Services.GetRequiredService<IRecordStore>().SaveRefresh(
            new RefreshWrite { CompanyId = company.CompanyId, ReadAt = TimeProvider.System.GetUtcNow() }, [gone], [], new RecordMerge(keepEeoData: false), TestContext.Current.CancellationToken);
        await company.Sync(SyncKind.Onboarding, SyncMode.Full);
        Assert.NotNull((await company.Records.GetProcess(gone.Id))!.DeletedAt);

        Assert.False((await company.Tenant.UpdateMilestones(gone.Id, new MilestoneChange(["x"], MilestoneOperation.Add), company.Caller)).Found);
        Assert.Equal(0, company.Sandbox.Requests.Milestone);
    }

    [Fact]
    public async Task Milestones_are_shown_as_jobvite_sends_them()
    {
        await using var company = await cluster.Connect(settings: WithOnboarding);
        await company.Sync(SyncKind.Onboarding);
        foreach (var id in company.Sandbox.World.ProcessIds)
        {
            var shown = JsonSerializer.Deserialize<string[]>((await company.Records.GetProcess(id))!.MilestoneStatus!);
            Assert.Equal(company.Sandbox.World.MilestonesOf(id), shown);
        }
    }

    [Fact]
    public async Task A_kind_that_is_switched_off_is_not_read()
    {
        await using var company = await cluster.Connect();
        var result = await company.Tenant.StartSync(SyncKind.Onboarding, new SyncRequest(), company.Caller);
        Assert.Equal(StartSyncOutcome.SwitchedOff, result.Outcome);
    }
}
