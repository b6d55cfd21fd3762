using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Operators;

[Collection(ClusterTests.Name)]
public sealed class OperatorWordsTests(GrainCluster cluster)
{
    private const string Canary = "Canaria";

    private static readonly Caller Operator = new("", "operator-1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IClusterOverviewGrain Overview => cluster.Grains.GetGrain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);

    [Fact]
    public async Task What_Jobvite_said_is_the_companys_business_and_no_operators()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 2, Processes = 0 });
        foreach (var shape in (ErrorShape[])[ErrorShape.StatusObject, ErrorShape.ErrorObject])
        {
            company.Sandbox.Inject(new SandboxFault(FaultKind.Status)
            {
                StatusCode = 400,
                Shape = shape,
                Text = $"Nobody called Grace {Canary}, +1 555 0199, may use the key sk_live_{Canary}_8f3a",
            });
            await company.Sync(SyncKind.Jobs);
            await company.Sync(SyncKind.Candidates);
            company.Sandbox.ClearFaults();
        }

        var own = await company.Records.GetHealth(Stop);
        Assert.Contains(Canary, JsonSerializer.Serialize(own), StringComparison.Ordinal);
        Assert.Contains(Canary, JsonSerializer.Serialize((await company.Records.ListRuns(new RunFilter(), new PageRequest(), Stop)).Items), StringComparison.Ordinal);

        var detail = (await Overview.GetCompany(company.CompanyId, Stop))!;
        var files = (await Overview.GetSupportBundle(company.CompanyId, Operator, Stop))!.Value;
        var companies = await Overview.ListCompanies(CompanyOrder.Name, company.CompanyId, new PageRequest(), Stop);
        foreach (var answer in (string[])[JsonSerializer.Serialize(detail), JsonSerializer.Serialize(companies), .. files.Select(file => file.Content)])
        {
            Assert.DoesNotContain(Canary, answer, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("555 0199", answer, StringComparison.Ordinal);
        }

        // What is left still says what is wrong.
        Assert.Equal(own.Incidents.Select(one => one.Subject), detail.Health.Incidents.Select(one => one.Subject));
        Assert.Contains(detail.Health.Incidents, one => one.Cause.Contains("status 400", StringComparison.Ordinal));
        Assert.Equal(4, detail.Runs.Length);
        Assert.All(detail.Runs, run => Assert.Contains("status 400", run.Error!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_is_no_company_that_nobody_has()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 1, Candidates = 1, Processes = 0 });
        Assert.Null(await Overview.GetCompany("nobody-has-this", Stop));
        Assert.Null(await Overview.GetCompany(company.CompanyId[..5], Stop));
    }
}
