using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Operators;

[Collection(ClusterTests.Name)]
public sealed class ClusterOverviewTests(GrainCluster cluster)
{
    private IClusterOverviewGrain Overview => cluster.Grains.GetGrain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);

    [Fact]
    public async Task A_connected_company_is_shown_with_its_runs_and_what_it_has_spent()
    {
        await using var company = await cluster.Connect();
        await company.Sync(SyncKind.Jobs);
        await company.Sync(SyncKind.Candidates);

        var shown = await Find(company);

        Assert.Equal((JobviteEnvironment.Stage, CompanyHealth.Well), (shown!.Environment, shown.Health));
        Assert.Equal([RunStatus.Success, RunStatus.Success, null], shown.Kinds.Select(kind => kind.LastStatus));
        Assert.NotNull(shown.Lag(TimeProvider.System.GetUtcNow()));
        Assert.True(shown.Budget!.Windows.Single(window => window.Window == BudgetWindow.Minute).Used > 0);
    }

    [Fact]
    public async Task Trouble_is_shown_by_its_sort()
    {
        await using var company = await cluster.Connect();
        company.Sandbox.Inject(new SandboxFault(FaultKind.Status) { StatusCode = 401 });

        await company.Sync(SyncKind.Jobs);

        var shown = await Find(company);
        Assert.Equal((CompanyHealth.Failing, RunTrouble.Credentials), (shown!.Health, shown.Kinds[0].Trouble));
    }

    [Fact]
    public async Task A_disconnected_company_stays_until_its_data_are_deleted()
    {
        await using var company = await cluster.Connect();

        await company.Directory.Disconnect(deleteData: false, company.Caller);
        Assert.Equal(CompanyHealth.Disconnected, (await Find(company))!.Health);

        await company.Directory.Disconnect(deleteData: true, company.Caller);
        Assert.Null(await Find(company));
    }

    [Fact]
    public async Task Silos_are_shown_with_their_activations_and_our_grains()
    {
        await using var company = await cluster.Connect();

        var silo = Assert.Single(await Overview.ListSilos());

        Assert.Equal("Active", silo.Status);
        Assert.True(silo.Activations > 0);
        Assert.Contains(silo.Grains, count => count is { GrainType: "TenantGrain", Activations: > 0 });
    }

    private async Task<CompanyOverview?> Find(TestCompany company) =>
        (await Overview.ListCompanies(CompanyOrder.Name, company.CompanyId, new PageRequest())).Items.SingleOrDefault();
}
