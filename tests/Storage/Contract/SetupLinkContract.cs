namespace Jobvite.Storage.Tests;

/// <summary>Links with which an administrator of the customer connects Jobvite.</summary>
public abstract class SetupLinkContract : StoreContract
{
    private const string Tenant = "tenant-1";

    private ISetupLinkStore Links => Store.Get<ISetupLinkStore>();

    [Fact]
    public async Task A_link_is_found_as_it_was_made_and_without_its_secret()
    {
        var made = (await Add(New() with { Companies = ["acme", "other"], ReturnUrl = "https://app.example.com/done", CreatedBy = "ada@example.com" }))!;
        var found = (await Links.Find(made.Id, Stop))!;

        Assert.Equal((Tenant, "hash", "https://app.example.com/done", Now, Now.AddHours(1), null, null, 0), (found.TenantId, found.Hash, found.ReturnUrl, found.CreatedAt, found.ExpiresAt, found.RevokedAt, found.LastOpenedAt, found.Opened));
        Assert.Equal(["acme", "other"], found.Companies);
        Assert.Equal("ada@example.com", found.CreatedBy);
        Assert.Empty((await Add(New()))!.Companies);
        Assert.Null(await Links.Find(Guid.NewGuid(), Stop));
    }

    [Fact]
    public async Task A_tenant_has_so_many_live_links_and_ended_ones_make_room()
    {
        var first = (await Add(New(), live: 2))!;
        await Add(New() with { Lifetime = TimeSpan.FromHours(2) }, live: 2);
        Assert.Null(await Add(New(), live: 2));
        Assert.NotNull(await Add(New() with { TenantId = "tenant-2" }, live: 2));

        await Links.Revoke(Tenant, first.Id, Stop);
        var third = (await Add(New(), live: 2))!;
        Assert.Null(await Add(New(), live: 2));

        Store.Time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await Add(New(), live: 2));
        Assert.NotNull(await Links.Find(third.Id, Stop));
    }

    [Fact]
    public async Task The_last_one_is_listed_first_and_only_the_tenants_own()
    {
        var first = (await Add(New()))!;
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        var second = (await Add(New()))!;
        await Add(New() with { TenantId = "tenant-2" });

        Assert.Equal([second.Id, first.Id], (await Links.List(Tenant, 10, Stop)).Select(link => link.Id));
        Assert.Equal([second.Id], (await Links.List(Tenant, 1, Stop)).Select(link => link.Id));
    }

    [Fact]
    public async Task A_link_is_revoked_once_and_by_its_tenant()
    {
        var link = (await Add(New()))!;

        Assert.Null(await Links.Revoke("tenant-2", link.Id, Stop));
        Assert.Null((await Links.Find(link.Id, Stop))!.RevokedAt);
        Assert.True(await Links.Revoke(Tenant, link.Id, Stop));
        var at = Now;
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await Links.Revoke(Tenant, link.Id, Stop));
        Assert.Equal(at, (await Links.Find(link.Id, Stop))!.RevokedAt);
        Assert.Null(await Links.Revoke(Tenant, Guid.NewGuid(), Stop));
    }

    [Fact]
    public async Task It_is_counted_how_often_a_link_was_opened_and_noted_what_it_connected()
    {
        var link = (await Add(New()))!;
        await Links.NoteOpened(link.Id, Stop);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await Links.NoteOpened(link.Id, Stop);
        await Links.Bind(link.Id, "acme", Stop);

        var found = (await Links.Find(link.Id, Stop))!;
        Assert.Equal((2, Now), (found.Opened, found.LastOpenedAt));
        Assert.Equal(["acme"], found.Companies);
    }

    [Fact]
    public async Task What_ended_long_ago_is_forgotten_and_live_ones_never()
    {
        var old = (await Add(New()))!;
        Store.Time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        var live = (await Add(New() with { Lifetime = TimeSpan.FromDays(7) }))!;
        Assert.Null(await Links.Find(old.Id, Stop));

        for (var i = 0; i < 4; i++)
        {
            Store.Time.Advance(TimeSpan.FromSeconds(1));
            var added = (await Links.Add(New(), 20, 3, Stop))!;
            await Links.Revoke(Tenant, added.Id, Stop);
        }

        var listed = await Links.List(Tenant, 10, Stop);
        Assert.Equal(4, listed.Count);
        Assert.Contains(live.Id, listed.Select(link => link.Id));
    }

    private Task<StoredSetupLink?> Add(NewSetupLink link, int live = 20) => Links.Add(link, live, 100, Stop);

    private static NewSetupLink New() => new() { Id = Guid.NewGuid(), TenantId = Tenant, Companies = [], Hash = "hash", Lifetime = TimeSpan.FromHours(1) };
}
