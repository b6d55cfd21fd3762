using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Grains.Interfaces;
using Jobvite.Silo.Startup;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Cluster.Tests.Silos;

public sealed class ClusterRuleTests(ThreeSilos silos) : IClassFixture<ThreeSilos>
{
    [Fact]
    public async Task Fifty_callers_on_three_silos_get_no_more_than_the_budget()
    {
        var key = BudgetKey.Of(CompanyKey.Of("metered"), JobviteEnvironment.Stage);

        var leases = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() =>
            silos.Grains(i).GetGrain<IRequestBudgetGrain>(key).Lease(BudgetClass.Candidate, BudgetPriority.Person, TestContext.Current.CancellationToken))));

        Assert.Equal(ThreeSilos.RequestsPerMinute, leases.Count(lease => lease.Granted));
    }

    [Fact]
    public async Task A_doubled_reminder_starts_one_run_of_a_kind()
    {
        await Connect();
        var tenant = silos.Grains(0).GetGrain<ITenantGrain>(CompanyKey.Of("reminded").ToString()).GetGrainId();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            silos.Grains(i).GetGrain<IRemindable>(tenant).ReceiveReminder("sync", new TickStatus(default, TimeSpan.FromMinutes(1), default)))));

        Assert.All(
            await Sql.Column(silos.ConnectionString, "SELECT count(*) FROM sync_runs WHERE company_id = 'reminded' GROUP BY kind"),
            runs => Assert.Equal(1L, runs));
        Assert.NotEqual(0, await Sql.Scalar<long>(silos.ConnectionString, "SELECT count(*) FROM sync_runs WHERE company_id = 'reminded'"));
    }

    [Fact]
    public async Task Another_cluster_on_the_same_database_is_refused()
    {
        using var other = silos.Build(clusterId: "another");

        var refusal = await Assert.ThrowsAsync<StartupException>(() => other.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Orleans__ClusterId to 'jobvite'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_whose_clock_is_five_minutes_off_is_refused()
    {
        using var other = silos.Build(clusterId: "jobvite", new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(5)));

        var refusal = await Assert.ThrowsAsync<StartupException>(() => other.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("NTP", refusal.Message, StringComparison.Ordinal);
    }

    private async Task Connect()
    {
        var sandbox = silos.Sandbox;
        var result = await silos.Grains(0).GetGrain<ITenantDirectoryGrain>(TenantKey.Of("reminded-tenant").ToString()).Configure(
            new ConfigureCompany
            {
                CompanyId = "reminded",
                Environment = JobviteEnvironment.Stage,
                ApiKey = sandbox.Credentials.ApiKey,
                ApiSecret = sandbox.Credentials.ApiSecret,
                WebhookSigningKey = sandbox.Credentials.WebhookSigningKey,
                // So long that a further tick hardly falls between the six calls.
                SyncConfig = new SyncSettingsPatch { IntervalMinutes = 24 * 60 },
            },
            new Caller("reminded-tenant", "tester"),
            TestContext.Current.CancellationToken);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
    }
}
