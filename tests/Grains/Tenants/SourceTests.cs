using System.Collections.Immutable;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Core.Internal;

namespace Jobvite.Grains.Tests.Tenants;

[Collection(ClusterTests.Name)]
public sealed class SourceTests(GrainCluster cluster)
{
    private static readonly SandboxOptions Few = new() { Jobs = 3, Candidates = 2, Processes = 0, SecondApplicationShare = 0 };

    [Fact]
    public async Task Production_replaces_what_stage_brought_and_until_then_says_that_it_is_shown()
    {
        await using var company = await cluster.Connect(Few);
        await using var production = await cluster.Prepare(Few with { Seed = 2 });
        await company.Sync(SyncKind.Candidates);

        var result = await company.Directory.Configure(MoveTo(production, JobviteEnvironment.Prod), company.Caller);
        Assert.Contains("former source (Stage)", result.Warning, StringComparison.Ordinal);
        Assert.Contains("former source (Stage)", Assert.Single((await company.Tenant.GetConfiguration(company.Caller))!.Warnings), StringComparison.Ordinal);
        Assert.Contains(await Warnings(company), w => w.Contains("former source (Stage)", StringComparison.Ordinal));

        var run = await company.Sync(SyncKind.Candidates);
        Assert.Equal((SyncMode.Full, RunStatus.Success, null, 2), (run.Mode, run.Status, run.Error, run.Progress.Deleted));
        Assert.Equal(production.Sandbox.World.CandidateIds.Order(), await Candidates(company));
        Assert.DoesNotContain(await Warnings(company), w => w.Contains("former source", StringComparison.Ordinal));
        Assert.Empty((await company.Tenant.GetConfiguration(company.Caller))!.Warnings);
    }

    [Fact]
    public async Task The_key_of_another_account_makes_a_full_run_due_that_replaces_everything()
    {
        await using var company = await cluster.Connect(Few with { Candidates = 60 });
        await using var other = await cluster.Prepare(Few with { Candidates = 50, Seed = 2 });
        await company.Sync(SyncKind.Candidates);
        await company.Sync(SyncKind.Candidates);

        var result = await company.Directory.Configure(MoveTo(other), company.Caller);
        Assert.Contains("another API key", result.Warning, StringComparison.Ordinal);
        Assert.Equal(SyncMode.Full, (await company.Tenant.GetDiagnostics(company.Caller))!.Schedules.Single(s => s.Kind == SyncKind.Candidates).NextMode);

        var run = await company.Sync(SyncKind.Candidates);
        Assert.Equal((RunStatus.Success, 60), (run.Status, run.Progress.Deleted));
        Assert.Equal(other.Sandbox.World.CandidateIds.Order(), await Candidates(company));
    }

    [Fact]
    public async Task Once_the_new_source_was_compared_a_large_loss_is_withheld_as_ever()
    {
        await using var company = await cluster.Connect(Few);
        await using var other = await cluster.Prepare(Few with { Candidates = 50, Seed = 2 });
        await company.Sync(SyncKind.Candidates);
        await company.Directory.Configure(MoveTo(other), company.Caller);
        await company.Sync(SyncKind.Candidates);
        foreach (var id in other.Sandbox.World.CandidateIds.Take(40).ToList())
        {
            other.Sandbox.World.DeleteCandidate(id);
        }

        var run = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Partial, 0), (run.Status, run.Progress.Deleted));
        Assert.Contains("40 of 50", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotated_secret_or_the_same_key_again_is_the_same_source()
    {
        await using var company = await cluster.Connect(Few);
        await company.Sync(SyncKind.Candidates);
        var credentials = company.Sandbox.Credentials;

        var result = await company.Directory.Configure(
            new ConfigureCompany { ApiKey = $" {credentials.ApiKey} ", ApiSecret = credentials.ApiSecret, Environment = JobviteEnvironment.Stage }, company.Caller);

        Assert.Null(result.Warning);
        Assert.Equal(SyncMode.Incremental, (await company.Sync(SyncKind.Candidates)).Mode);
    }

    [Fact]
    public async Task Disconnecting_does_not_make_the_next_source_forget_the_former_one()
    {
        await using var company = await cluster.Connect(Few);
        await using var other = await cluster.Prepare(Few with { Seed = 2 });
        await company.Sync(SyncKind.Candidates);
        await company.Directory.Disconnect(deleteData: false, company.Caller);
        Assert.Null((await company.Configure()).Warning);
        await company.Directory.Disconnect(deleteData: false, company.Caller);

        var result = await company.Directory.Configure(other.Command() with { CompanyId = company.CompanyId }, company.Caller);
        Assert.Contains("another API key", result.Warning, StringComparison.Ordinal);
        Assert.Equal((RunStatus.Success, 2), (await company.Sync(SyncKind.Candidates)) is var run ? (run.Status, run.Progress.Deleted) : default);
    }

    [Fact]
    public async Task Filters_do_not_keep_another_sources_records()
    {
        await using var company = await cluster.Connect(Few);
        await using var other = await cluster.Prepare(Few with { Candidates = 30, Seed = 2 });
        await company.Sync(SyncKind.Candidates);
        var stage = other.Sandbox.World.StageOf(other.Sandbox.World.CandidateIds[0]);
        var filters = ImmutableDictionary<string, string>.Empty.Add("wflowstate", stage);
        await company.Directory.Configure(MoveTo(other) with { SyncConfig = new SyncSettingsPatch { CandidateFilters = filters } }, company.Caller);

        var run = await company.Sync(SyncKind.Candidates);

        Assert.Equal((RunStatus.Success, 2), (run.Status, run.Progress.Deleted));
        Assert.DoesNotContain(await Warnings(company), w => w.Contains("former source", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_that_keeps_the_former_records_is_named()
    {
        await using var company = await cluster.Connect(Few);
        await using var other = await cluster.Prepare(Few with { Candidates = 30, Seed = 2 });
        await company.Sync(SyncKind.Candidates);
        await company.Directory.Configure(MoveTo(other) with { SyncConfig = Limit(10) }, company.Caller);
        await company.Sync(SyncKind.Candidates);
        Assert.Contains(await Warnings(company), w => w.Contains("former source", StringComparison.Ordinal) && w.Contains("candidateSyncLimit", StringComparison.Ordinal));

        await company.Directory.Configure(new ConfigureCompany { SyncConfig = Limit(null) }, company.Caller);
        await company.Sync(SyncKind.Candidates);
        Assert.Equal(other.Sandbox.World.CandidateIds.Order(), await Candidates(company));

        static SyncSettingsPatch Limit(int? limit) => new() { CandidateSyncLimit = limit, CandidateSyncLimitGiven = true };
    }

    [Fact]
    public async Task An_address_that_the_operator_moved_makes_a_full_run_due_at_the_next_activation()
    {
        await using var company = await cluster.Connect(Few);
        await company.Sync(SyncKind.Candidates);
        Assert.Equal(SyncMode.Incremental, (await company.Sync(SyncKind.Candidates)).Mode);
        var endpoints = cluster.Services.GetRequiredService<IOptions<JobviteEndpointsOptions>>().Value;
        var address = endpoints.V2Stage;
        endpoints.V2Stage = "https://moved.example.com/api/v2";
        try
        {
            await company.Tenant.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            await TestCompany.Until(async () => (await Warnings(company)).Any(w => w.Contains(address, StringComparison.Ordinal)));
            Assert.Equal(SyncMode.Full, (await company.Sync(SyncKind.Candidates)).Mode);
            Assert.DoesNotContain(await Warnings(company), w => w.Contains("former source", StringComparison.Ordinal));
        }
        finally
        {
            endpoints.V2Stage = address;
        }
    }

    private static ConfigureCompany MoveTo(TestCompany other, JobviteEnvironment environment = JobviteEnvironment.Stage) => new()
    {
        Environment = environment,
        ApiKey = other.Sandbox.Credentials.ApiKey,
        ApiSecret = other.Sandbox.Credentials.ApiSecret,
    };

    private static async Task<ImmutableArray<string>> Warnings(TestCompany company) => (await company.Tenant.GetDiagnostics(company.Caller))!.Warnings;

    private static async Task<IEnumerable<string>> Candidates(TestCompany company) =>
        (await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(1, 100), includeRaw: false)).Items.Select(c => c.JobviteCandidateId!).Order();
}
