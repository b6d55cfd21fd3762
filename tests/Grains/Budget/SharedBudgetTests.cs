using System.Diagnostics;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Budget;

/// <summary>Under Jobvite's own limits: fifteen requests a minute.</summary>
public sealed class SharedBudgetTests(ThriftyCluster cluster) : IClassFixture<ThriftyCluster>
{
    private static readonly SandboxOptions Few = new() { Jobs = 3, Candidates = 2, Processes = 0, SecondApplicationShare = 0 };

    [Fact]
    public async Task Sixty_made_up_companies_put_six_requests_at_jobvite_and_leave_no_row()
    {
        await using var jobvite = await cluster.Prepare(Few);
        var mark = "madeup" + Guid.NewGuid().ToString("N")[..8];
        var caller = new Caller("attacker-" + mark);
        var clock = Stopwatch.StartNew();

        var results = new List<ConfigureResult>();
        for (var i = 0; i < 60; i++)
        {
            results.Add(await Directory(caller).Configure(jobvite.Command() with { CompanyId = $"{mark}-{i}", ApiSecret = "junk" }, caller));
        }

        var requests = jobvite.Sandbox.Requests;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"60 made-up companies in {clock.Elapsed.TotalSeconds:0.0} s: {requests.Total} requests at the stand-in; {results.Count(r => r.Outcome == ConfigureOutcome.NotNow)} were told to come back, the first in {results.Last().RetryAfter:c}");
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
        Assert.InRange(requests.Total, 1, 6);
        Assert.All(results, r => Assert.Contains(r.Outcome, new[] { ConfigureOutcome.Refused, ConfigureOutcome.NotNow }));
        foreach (var (table, column) in new[] { ("company_directory", "company_id"), ("company_health", "company_id"), ("health_contacts", "company_id"), ("audit_log", "company_id"), ("audit_chains", "company_id") })
        {
            Assert.Empty(await cluster.Rows($"SELECT {column} FROM {table} WHERE {column} LIKE @id || '%'", mark));
        }

        Assert.Equal([BudgetKey.OfTrial(TenantKey.Of(caller.TenantId))], await cluster.Rows("SELECT budget_key FROM request_budgets WHERE budget_key LIKE '%' || @id", mark));
        Assert.Empty(await cluster.Rows("SELECT budget_key FROM request_budgets WHERE budget_key = @id", await MeterOf(jobvite)));
    }

    [Fact]
    public async Task Strangers_who_try_the_key_of_a_company_do_not_lock_its_owner_out()
    {
        await using var owner = await cluster.Connect(Few);
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
        {
            var stranger = new Caller($"stranger-{i}-of-{owner.CompanyId}");
            return Directory(stranger).TestConnection(owner.Command() with { CompanyId = "elsewhere", ApiSecret = "guess" }, stranger);
        }));

        Assert.Contains(tries, t => t.BudgetFreeAfter is not null);
        Assert.True((await owner.Directory.TestConnection(new ConfigureCompany(), owner.Caller)).Success);
        Assert.Equal(RunStatus.Success, (await owner.Sync(SyncKind.Jobs)).Status);
    }

    [Fact]
    public async Task Two_companies_with_one_key_share_one_budget_and_a_new_key_has_its_own()
    {
        await using var first = await cluster.Connect(Few);
        await using var other = await cluster.Prepare(Few);
        var caller = new Caller("second-" + first.CompanyId);
        var second = $"{first.CompanyId}-b";
        Assert.Equal(ConfigureOutcome.Saved, (await Directory(caller).Configure(first.Command() with { CompanyId = second }, caller)).Outcome);

        Assert.Equal((4, 4), (await Used(first.CompanyId, first.Caller), await Used(second, caller)));
        Assert.Single((await cluster.Rows("SELECT budget_key FROM company_directory WHERE company_id LIKE @id || '%'", first.CompanyId)).Distinct());

        await first.Directory.Configure(new ConfigureCompany { ApiKey = other.Sandbox.Credentials.ApiKey, ApiSecret = other.Sandbox.Credentials.ApiSecret }, first.Caller);
        Assert.Equal((2, 4), (await Used(first.CompanyId, first.Caller), await Used(second, caller)));
    }

    [Fact]
    public async Task What_a_company_spent_before_budgets_were_those_of_keys_is_taken_along()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        for (var i = 0; i < 5; i++)
        {
            meter.TryTake(BudgetClass.Candidate, BudgetPriority.Full, TimeProvider.System.GetUtcNow());
        }

        var store = cluster.Services.GetRequiredService<IBudgetStore>();
        var former = BudgetKey.Of(CompanyKey.Of("before-keys"), JobviteEnvironment.Stage);
        var key = BudgetKey.Of(JobviteEnvironment.Stage, Guid.NewGuid().ToByteArray());
        await store.Save(former, meter.Capture().ToJson(), known: null, TestContext.Current.CancellationToken);
        await store.Save(key, meter.Capture().ToJson(), known: null, TestContext.Current.CancellationToken);

        await cluster.Services.GetRequiredService<BudgetMove>().Add(former, key, TestContext.Current.CancellationToken);

        Assert.Equal(10, (await cluster.Grains.GetGrain<IRequestBudgetGrain>(key).GetUsage()).Windows[0].Used);
    }

    private async Task<int> Used(string companyId, Caller caller) =>
        (await cluster.Grains.GetGrain<ITenantGrain>(CompanyKey.Of(companyId).ToString()).GetDiagnostics(caller))!.Budget.Windows.Single(w => w.Window == BudgetWindow.Hour).Used;

    private Task<string> MeterOf(TestCompany company) =>
        cluster.Services.GetRequiredService<MeterKeys>().Of(JobviteEnvironment.Stage, company.Sandbox.Credentials.ApiKey);

    private ITenantDirectoryGrain Directory(Caller caller) => cluster.Grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(caller.TenantId).ToString());
}
