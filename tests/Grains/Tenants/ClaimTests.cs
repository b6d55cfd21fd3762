using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Tenants;

[Collection(ClusterTests.Name)]
public sealed class ClaimTests(GrainCluster cluster)
{
    private static readonly SandboxOptions Few = new() { Jobs = 3, Candidates = 2, Processes = 0, SecondApplicationShare = 0 };

    [Fact]
    public async Task Nobody_claims_a_company_while_jobvite_is_away()
    {
        await using var company = await cluster.Prepare(Few);
        company.Sandbox.Inject(Away);

        var result = await company.Configure();

        Assert.Equal(ConfigureOutcome.NotNow, result.Outcome);
        Assert.StartsWith("Nothing was saved", result.Error, StringComparison.Ordinal);
        Assert.True(result.RetryAfter > TimeSpan.Zero);
        Assert.Null(await company.Directory.GetCompany());
        Assert.Null(await company.Tenant.GetConfiguration(company.Caller));
        company.Sandbox.ClearFaults();
        Assert.Equal(ConfigureOutcome.Saved, (await company.Configure()).Outcome);
    }

    [Fact]
    public async Task Junk_credentials_do_not_tell_a_claimed_company_from_a_free_one()
    {
        await using var company = await cluster.Connect(Few);
        var junk = company.Command() with { ApiSecret = "junk" };

        var claimed = await Stranger("one").Configure(junk, new Caller(Tenant("one")));
        var free = await Stranger("two").Configure(junk with { CompanyId = "nobody-has-this" }, new Caller(Tenant("two")));

        Assert.Equal(ConfigureOutcome.Refused, claimed.Outcome);
        Assert.Equal(JsonSerializer.Serialize(free), JsonSerializer.Serialize(claimed));
        company.Sandbox.Inject(Away);
        var away = await Stranger("one").Configure(junk, new Caller(Tenant("one")));
        Assert.Equal(ConfigureOutcome.NotNow, away.Outcome);
        Assert.Equal(JsonSerializer.Serialize(away), JsonSerializer.Serialize(await Stranger("two").Configure(junk with { CompanyId = "nobody-has-this" }, new Caller(Tenant("two")))));

        ITenantDirectoryGrain Stranger(string name) => cluster.Grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(Tenant(name)).ToString());
        string Tenant(string name) => $"stranger-{name}-of-{company.CompanyId}";
    }

    [Fact]
    public async Task Settings_of_the_tenants_own_company_are_saved_while_jobvite_is_away()
    {
        await using var company = await cluster.Connect(Few);
        company.Sandbox.Inject(Away);
        var result = await company.Directory.Configure(new ConfigureCompany { ApiSecret = company.Sandbox.Credentials.ApiSecret }, company.Caller);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
        Assert.Contains("could not be tested", result.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_released_company_is_free_and_shows_nothing_to_its_former_tenant()
    {
        await using var company = await cluster.Connect(Few);
        await company.Sync(SyncKind.Jobs);
        var operators = cluster.Grains.GetGrain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);

        var release = await operators.Release(company.CompanyId, new Caller("(operator)", "ops"));
        await TestCompany.Until(async () => (await operators.Release(company.CompanyId, new Caller("(operator)", "ops"))) is { WasOwned: false, IsFree: true });

        Assert.True(release.WasOwned);
        Assert.Null(await company.Directory.GetCompany());
        Assert.Equal(0, (await company.Records.ListJobs(new JobFilter { IncludeDeleted = true }, new PageRequest(), false)).Total);
        var next = new Caller("next-" + company.CompanyId);
        var directory = cluster.Grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(next.TenantId).ToString());
        Assert.Equal(ConfigureOutcome.Saved, (await directory.Configure(company.Command(), next)).Outcome);
        Assert.Equal(company.CompanyId, await directory.GetCompany());
        Assert.Null(await company.Directory.GetCompany());
        Assert.Null(await company.Tenant.GetConfiguration(company.Caller));
    }

    [Fact]
    public async Task A_release_is_audited_and_repeating_it_does_nothing()
    {
        await using var company = await cluster.Connect(Few);
        var operators = cluster.Grains.GetGrain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);
        await operators.Release(company.CompanyId, new Caller("(operator)", "ops", "ops@example.com"));
        await TestCompany.Until(async () => !(await operators.Release(company.CompanyId, new Caller("(operator)", "ops"))).WasOwned);

        Assert.Equal(["configure by tester", "company.release by ops"], await cluster.Rows("SELECT action || ' by ' || subject FROM audit_log WHERE company_id = @id ORDER BY at, id", company.CompanyId));
        Assert.Equal(new CompanyRelease(WasOwned: false, IsFree: true), await operators.Release("nobody-has-this-one", new Caller("(operator)")));
        Assert.Empty(await cluster.Rows("SELECT action FROM audit_log WHERE company_id = @id", "nobody-has-this-one"));
    }

    private static SandboxFault Away => new(FaultKind.Status) { StatusCode = 503 };
}
