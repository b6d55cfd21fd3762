using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;

namespace Jobvite.Grains.Tests.Tenants;

[Collection(ClusterTests.Name)]
public sealed class ConnectionTests(GrainCluster cluster)
{
    private static readonly SyncSettingsPatch OnboardingAlone = new() { SyncJobs = false, SyncCandidates = false, SyncOnboarding = true };

    [Fact]
    public async Task Refused_credentials_are_not_saved()
    {
        await using var company = await cluster.Prepare();
        var result = await company.Directory.Configure(company.Command() with { ApiSecret = "wrong" }, company.Caller);
        Assert.Equal(ConfigureOutcome.Refused, result.Outcome);
        Assert.NotEmpty(result.Troubleshooting);
        Assert.Null(await company.Directory.GetCompany());
        Assert.Null(await company.Tenant.GetConfiguration(company.Caller));
    }

    [Fact]
    public async Task A_company_that_uses_onboarding_alone_is_connected_with_a_pair_that_jobvite_does_not_know()
    {
        await using var company = await cluster.Prepare();
        company.Sandbox.Permissions = company.Sandbox.Permissions with { Job = false, Candidate = false };
        var result = await company.Configure(OnboardingAlone);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
        Assert.Contains("does not know the new key pair", result.Warning, StringComparison.Ordinal);
        company.Sandbox.RegisterTenantPublicKey(result.OurPublicRsaKey!);
        Assert.Equal(RunStatus.Success, (await company.Sync(SyncKind.Onboarding)).Status);
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_however_new_the_pair_is()
    {
        await using var company = await cluster.Prepare();
        var result = await company.Directory.Configure(company.Command(OnboardingAlone) with { ApiSecret = "wrong" }, company.Caller);
        Assert.Equal((ConfigureOutcome.Refused, null), (result.Outcome, await company.Directory.GetCompany()));
    }

    [Fact]
    public async Task Without_jobvites_key_another_endpoint_tells_whether_the_credentials_are_right()
    {
        await using var company = await cluster.Prepare();
        var command = company.Command(OnboardingAlone) with { JobvitePublicRsaKey = null };
        Assert.Equal(ConfigureOutcome.Refused, (await company.Directory.Configure(command with { ApiSecret = "wrong" }, company.Caller)).Outcome);
        var result = await company.Directory.Configure(command, company.Caller);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
        Assert.NotNull(result.OurPublicRsaKey);
    }

    [Fact]
    public async Task A_key_that_cannot_be_tried_is_saved_with_a_warning_for_the_tenants_own_company_alone()
    {
        await using var company = await cluster.Prepare();
        var untried = company.Command() with { ApiKey = "nobody-knows-this-key" };
        Assert.Equal(ConfigureOutcome.NotNow, (await company.Directory.Configure(untried, company.Caller)).Outcome);
        Assert.Equal(ConfigureOutcome.Saved, (await company.Configure()).Outcome);
        var result = await company.Directory.Configure(untried, company.Caller);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
        Assert.Contains("could not be tested", result.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_belongs_to_one_tenant()
    {
        await using var company = await cluster.Connect();
        var stranger = new Caller("stranger-" + company.CompanyId);
        var directory = cluster.Grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(stranger.TenantId).ToString());
        Assert.Equal(ConfigureOutcome.CompanyTaken, (await directory.Configure(company.Command(), stranger)).Outcome);
        Assert.Null(await directory.GetCompany());
        Assert.Null(await company.Tenant.GetConfiguration(stranger));
        Assert.Null(await company.Tenant.GetDiagnostics(stranger));
        Assert.Equal(StartSyncOutcome.NotConfigured, (await company.Tenant.StartSync(SyncKind.Jobs, new SyncRequest(), stranger)).Outcome);
        Assert.Null(await company.Tenant.RotateKeys(stranger));
        Assert.Null(await company.Tenant.ListDocuments(company.Sandbox.World.CandidateIds[0], stranger));
    }

    [Fact]
    public async Task A_tenant_has_one_company_until_its_records_are_deleted()
    {
        await using var first = await cluster.Connect();
        await using var second = await cluster.Prepare();
        Assert.Equal(ConfigureOutcome.OtherCompanyConnected, (await first.Directory.Configure(second.Command(), first.Caller)).Outcome);

        Assert.True(await first.Directory.Disconnect(deleteData: false, first.Caller));
        Assert.Equal(ConfigureOutcome.OtherCompanyConnected, (await first.Directory.Configure(second.Command(), first.Caller)).Outcome);
        Assert.True(await first.Directory.Disconnect(deleteData: true, first.Caller));
        Assert.Equal(ConfigureOutcome.Saved, (await first.Directory.Configure(second.Command(), first.Caller)).Outcome);
        Assert.Equal(second.CompanyId, await first.Directory.GetCompany());
    }

    [Fact]
    public async Task Disconnecting_keeps_the_records_unless_told_otherwise()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Jobs);
        await company.Directory.Disconnect(deleteData: false, company.Caller);
        Assert.Null(await company.Tenant.GetConfiguration(company.Caller));
        Assert.Equal(company.CompanyId, await company.Directory.GetCompany());
        Assert.Equal(20, (await company.Records.ListJobs(new JobFilter(), new PageRequest(), false)).Total);
        Assert.Equal(StartSyncOutcome.NotConfigured, (await company.Tenant.StartSync(SyncKind.Jobs, new SyncRequest(), company.Caller)).Outcome);

        await company.Directory.Disconnect(deleteData: true, company.Caller);
        Assert.Equal(0, (await company.Records.ListJobs(new JobFilter { IncludeDeleted = true }, new PageRequest(), false)).Total);
        Assert.Null(await company.Directory.GetCompany());
    }

    [Fact]
    public async Task A_tenant_whose_deletion_lost_its_answer_sees_nothing_of_the_next_owner()
    {
        await using var company = await cluster.Connect();
        cluster.LostAnswers.Lose(CompanyKey.Of(company.CompanyId).ToString(), "Disconnect");
        await Assert.ThrowsAsync<TimeoutException>(() => company.Directory.Disconnect(deleteData: true, company.Caller));

        var next = new Caller("next-" + company.CompanyId);
        var directory = cluster.Grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(next.TenantId).ToString());
        Assert.Equal(ConfigureOutcome.Saved, (await directory.Configure(company.Command(), next)).Outcome);
        Assert.Null(await company.Directory.GetCompany());
        await using var other = await cluster.Prepare();
        Assert.Equal(ConfigureOutcome.Saved, (await company.Directory.Configure(other.Command(), company.Caller)).Outcome);
    }

    [Fact]
    public async Task Nothing_is_deleted_before_everybody_who_might_still_write_has_answered()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Jobs);
        cluster.LostAnswers.Lose(CompanyKey.Of(company.CompanyId).ToString(), "ConnectionChanged");

        await Assert.ThrowsAsync<TimeoutException>(() => company.Directory.Disconnect(deleteData: true, company.Caller));
        Assert.Equal(20, (await company.Records.ListJobs(new JobFilter(), new PageRequest(), false)).Total);

        Assert.True(await company.Directory.Disconnect(deleteData: true, company.Caller));
        Assert.Equal(0, (await company.Records.ListJobs(new JobFilter { IncludeDeleted = true }, new PageRequest(), false)).Total);
    }

    [Fact]
    public async Task A_slow_jobvite_holds_up_nobody_who_only_looks()
    {
        await using var company = await cluster.Connect(new Sandbox.SandboxOptions { Jobs = 2, Candidates = 20, Processes = 1 }, new SyncSettingsPatch { SyncOnboarding = true });
        await company.Sync(SyncKind.Onboarding);
        company.Sandbox.Latency = TimeSpan.FromSeconds(5);
        var slow = company.Tenant.UpdateMilestones(
            company.Sandbox.World.ProcessIds[0], new MilestoneChange(["Offer"], MilestoneOperation.Set), company.Caller);
        Assert.NotNull(await company.Tenant.GetConfiguration(company.Caller));
        Assert.NotNull(await company.Tenant.GetDiagnostics(company.Caller));
        Assert.False(slow.IsCompleted);
        company.Sandbox.Latency = TimeSpan.Zero;
        await slow;
    }

    [Fact]
    public async Task Other_filters_end_a_run_that_began_with_the_former_ones()
    {
        await using var company = await cluster.Connect(new Sandbox.SandboxOptions { Jobs = 2, Candidates = 2000, Processes = 0 });
        await company.Sync(SyncKind.Candidates);
        company.Sandbox.Latency = TimeSpan.FromSeconds(3);
        var start = await company.Tenant.StartSync(SyncKind.Candidates, new SyncRequest(SyncMode.Full), company.Caller);
        company.Sandbox.Latency = TimeSpan.Zero;
        var filters = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("wflowstate", "Hired");
        await company.Directory.Configure(new ConfigureCompany { SyncConfig = new SyncSettingsPatch { CandidateFilters = filters } }, company.Caller);
        var run = await company.End(start.Run!.RunId);
        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Contains("settings changed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_keeps_what_it_does_not_name()
    {
        await using var company = await cluster.Connect();
        var result = await company.Directory.Configure(
            new ConfigureCompany { SyncConfig = new SyncSettingsPatch { IntervalMinutes = 30 } }, company.Caller);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
        var configuration = await company.Tenant.GetConfiguration(company.Caller);
        Assert.Equal((30, true, true), (configuration!.SyncConfig.IntervalMinutes, configuration.HasApiSecret, configuration.HasWebhookSigningKey));
        Assert.EndsWith("(masked)", configuration.MaskedApiKey, StringComparison.Ordinal);
        Assert.DoesNotContain(company.Sandbox.Credentials.ApiKey, configuration.MaskedApiKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_can_be_tried_before_anything_is_connected()
    {
        await using var company = await cluster.Prepare();
        Assert.True((await company.Directory.TestConnection(company.Command(), company.Caller)).Success);
        var wrong = await company.Directory.TestConnection(company.Command() with { ApiSecret = "wrong" }, company.Caller);
        Assert.Equal((false, false), (wrong.Success, wrong.NetworkError));
        Assert.NotEmpty((await company.Directory.TestConnection(new ConfigureCompany(), company.Caller)).FieldErrors);
        Assert.Null(await company.Directory.GetCompany());
    }

    [Fact]
    public async Task Stored_credentials_can_be_tried_with_an_empty_request()
    {
        await using var company = await cluster.Connect();
        Assert.True((await company.Directory.TestConnection(new ConfigureCompany(), company.Caller)).Success);
    }
}
