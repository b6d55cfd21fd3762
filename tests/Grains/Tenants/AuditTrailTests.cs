using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Tenants;

/// <summary>What grains note of what people do.</summary>
[Collection(ClusterTests.Name)]
public sealed class AuditTrailTests(GrainCluster cluster)
{
    private static readonly SandboxOptions Few = new() { Jobs = 3, Candidates = 4, Processes = 0, DocumentShare = 1 };

    [Fact]
    public async Task Settings_are_noted_from_and_to_and_secrets_as_changed()
    {
        await using var company = await cluster.Connect(Few);
        var secret = company.Sandbox.Credentials.ApiSecret;

        await company.Directory.Configure(
            new ConfigureCompany { ApiSecret = secret, SyncConfig = new SyncSettingsPatch { FullSyncHours = 12, SyncTasks = false } },
            company.Caller with { Email = "grace@example.com", Address = "203.0.113.7", TokenId = "jti-1" });

        var lines = await Lines(company);
        Assert.Equal([AuditActions.Configure, AuditActions.Configure], lines.Select(line => line.Action));
        Assert.Equal(["apiSecret: changed", "syncConfig.syncTasks: true → false", "syncConfig.fullSyncHours: 24 → 12"], lines[0].Details!.Split('\n'));
        Assert.Equal(("tester", "grace@example.com", "203.0.113.7", "jti-1", AuditOutcomes.Success), (lines[0].Sub, lines[0].Email, lines[0].Address, lines[0].TokenId, lines[0].Outcome));
        Assert.StartsWith("connected: false → true\nenvironment: none → stage\n", lines[1].Details, StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Details!.Contains(secret, StringComparison.Ordinal) || line.Details.Contains(company.Sandbox.Credentials.ApiKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_that_jobvite_refuses_are_noted_in_the_owners_trail_and_a_strangers_are_not()
    {
        await using var company = await cluster.Connect(Few);

        await company.Directory.Configure(new ConfigureCompany { ApiSecret = "junk" }, company.Caller);
        var stranger = new Caller("stranger-" + company.CompanyId);
        await cluster.Grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(stranger.TenantId).ToString()).Configure(company.Command() with { ApiSecret = "junk" }, stranger);

        Assert.Equal([AuditOutcomes.Refused, AuditOutcomes.Success], (await Lines(company)).Select(line => line.Outcome));
    }

    [Fact]
    public async Task Runs_documents_and_keys_are_noted_with_what_they_are_about_and_the_chain_holds()
    {
        await using var company = await cluster.Connect(Few);
        var run = await company.Sync(SyncKind.Candidates);
        await company.Tenant.CancelRun(run.RunId, company.Caller);
        var candidate = company.Sandbox.World.CandidateIds.First(company.Sandbox.World.HasDocuments);
        var document = (await company.Tenant.ListDocuments(candidate, company.Caller))!.Documents[0];
        await company.Tenant.DownloadDocument(document.Id, company.Caller);
        await company.Tenant.DownloadDocument(Guid.NewGuid(), company.Caller);
        await company.Tenant.RotateKeys(company.Caller);
        await company.Directory.Disconnect(deleteData: false, company.Caller);

        Assert.Equal(
            [
                (AuditActions.Disconnect, null, null),
                (AuditActions.RotateKeys, null, null),
                (AuditActions.DownloadDocument, $"{document.Id}", $"{document.Type} of candidate {candidate}"),
                (AuditActions.CancelSync, $"{run.RunId}", "candidates"),
                (AuditActions.StartSync, $"{run.RunId}", "candidates, full"),
            ],
            (await Lines(company)).Take(5).Select(line => (line.Action, line.Subject, line.Details)));
        Assert.Equal("tester", (await Audit(company).GetStarters([run.RunId, Guid.NewGuid()], company.Caller.TenantId)).Single().Value);
        Assert.Empty(await Audit(company).GetStarters([run.RunId], "another"));
        Assert.Empty((await cluster.Services.GetRequiredService<IAuditChain>().Check(company.CompanyId, null, TestContext.Current.CancellationToken)).Breaks);
    }

    [Fact]
    public async Task A_release_stands_in_the_operators_own_trail_too()
    {
        await using var company = await cluster.Connect(Few);

        await cluster.Grains.GetGrain<IClusterOverviewGrain>(IClusterOverviewGrain.Key).Release(company.CompanyId, new Caller("(operator)", "ops"));

        var trail = await cluster.Grains.GetGrain<IAuditGrain>(IAuditGrain.ClusterKey).List(new AuditFilter { Subject = company.CompanyId }, new PageRequest(), null);
        Assert.Equal((AuditActions.ReleaseCompany, "ops"), (trail.Items.Single().Action, trail.Items.Single().Sub));
    }

    private IAuditGrain Audit(TestCompany company) => cluster.Grains.GetGrain<IAuditGrain>(CompanyKey.Of(company.CompanyId).ToString());

    private async Task<IReadOnlyList<AuditView>> Lines(TestCompany company) => (await Audit(company).List(new AuditFilter(), new PageRequest(), company.Caller.TenantId)).Items;
}
