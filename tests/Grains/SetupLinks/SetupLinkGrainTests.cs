using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.SetupLinks;

[Collection(ClusterTests.Name)]
public sealed class SetupLinkGrainTests(GrainCluster cluster)
{
    private static readonly SandboxOptions Few = new() { Jobs = 3, Candidates = 4, Processes = 0 };

    private ISetupDoorGrain Door => cluster.Grains.GetGrain<ISetupDoorGrain>(ISetupDoorGrain.Key);

    [Fact]
    public async Task A_link_opens_with_its_code_until_it_is_revoked_and_every_step_is_noted()
    {
        await using var company = await cluster.Connect(Few);
        var links = Of(company.Caller.TenantId);
        var made = (await links.Create(TimeSpan.FromHours(1), "https://app.example.com/", [], company.Caller))!;

        var opened = (await Door.Open(made.Code, "203.0.113.7", "Firefox on Windows"))!;
        Assert.Equal((made.Link.Id, company.Caller.TenantId, "https://app.example.com/"), (opened.Id, opened.TenantId, opened.ReturnUrl));
        Assert.Equal([company.CompanyId], opened.Companies);
        Assert.Equal(1, Assert.Single(await links.List()).Opened);
        Assert.NotNull(await Door.Find(made.Link.Id));
        Assert.True(await links.Revoke(made.Link.Id, company.Caller));
        Assert.True(await links.Revoke(made.Link.Id, company.Caller));
        Assert.Null(await Door.Open(made.Code, null, ""));
        Assert.Null(await Door.Find(made.Link.Id));

        var page = await cluster.Grains.GetGrain<IAuditGrain>(CompanyKey.Of(company.CompanyId).ToString()).List(new AuditFilter(), new PageRequest(1, 25), company.Caller.TenantId);
        Assert.Equal(
            [(AuditActions.RevokeSetupLink, "tester", null), (AuditActions.OpenSetupLink, $"setup-link:{made.Link.Id}", "203.0.113.7"), (AuditActions.CreateSetupLink, "tester", (string?)null)],
            page.Items.Take(3).Select(line => (line.Action, line.Sub!, line.Address)));
        Assert.All(page.Items.Take(3), line => Assert.Equal($"{made.Link.Id}", line.Subject));
        Assert.DoesNotContain(page.Items, line => line.Details?.Contains(made.Code[32..], StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Neither_the_id_nor_another_links_secret_opens_a_link_and_only_hashes_are_stored()
    {
        var tenant = new Caller("setup-" + Guid.NewGuid().ToString("N"));
        var (one, other) = ((await Of(tenant.TenantId).Create(TimeSpan.FromHours(1), null, [], tenant))!, (await Of(tenant.TenantId).Create(TimeSpan.FromHours(1), null, [], tenant))!);

        Assert.NotNull(await Door.Open(one.Code, null, ""));
        foreach (var wrong in new[] { "", one.Code[..32], one.Code[..32] + other.Code[32..], one.Code[..^1], one.Code + "A", one.Code.ToUpperInvariant(), new string('0', 75) })
        {
            Assert.Null(await Door.Open(wrong, null, ""));
        }

        var stored = (await cluster.Services.GetRequiredService<ISetupLinkStore>().Find(one.Link.Id, TestContext.Current.CancellationToken))!;
        Assert.DoesNotContain(one.Code[32..], stored.Hash, StringComparison.Ordinal);
        Assert.Equal(64, stored.Hash.Length);
    }

    [Fact]
    public async Task At_most_twenty_are_live_however_many_are_asked_for_at_once()
    {
        var tenant = new Caller("setup-" + Guid.NewGuid().ToString("N"));

        var made = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Of(tenant.TenantId).Create(TimeSpan.FromHours(1), null, [], tenant)));

        Assert.Equal(ISetupLinksGrain.MostLive, made.Count(one => one is not null));
    }

    [Fact]
    public async Task A_link_is_for_the_company_that_was_connected_with_it_and_for_no_other()
    {
        await using var company = await cluster.Connect(Few);
        var made = (await Of(company.Caller.TenantId).Create(TimeSpan.FromHours(1), null, [], company.Caller))!;

        await Door.Bind(made.Link.Id, "another");

        Assert.Null(await Door.Find(made.Link.Id));
        Assert.Null(await Door.Open(made.Code, null, ""));
    }

    [Fact]
    public async Task Another_tenant_neither_sees_nor_revokes_a_link()
    {
        var tenant = new Caller("setup-" + Guid.NewGuid().ToString("N"));
        var stranger = new Caller("setup-" + Guid.NewGuid().ToString("N"));
        var made = (await Of(tenant.TenantId).Create(TimeSpan.FromHours(1), null, [], tenant))!;

        Assert.Empty(await Of(stranger.TenantId).List());
        Assert.False(await Of(stranger.TenantId).Revoke(made.Link.Id, stranger));
        Assert.NotNull(await Door.Find(made.Link.Id));
    }

    private ISetupLinksGrain Of(string tenantId) => cluster.Grains.GetGrain<ISetupLinksGrain>(TenantKey.Of(tenantId).ToString());
}
