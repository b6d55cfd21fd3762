using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class HousekeepingContract : StoreContract
{
    private IBudgetStore Budgets => Store.Get<IBudgetStore>();

    private IKeyRingStore KeyRing => Store.Get<IKeyRingStore>();

    [Fact]
    public async Task A_budget_remembers_its_last_state()
    {
        Assert.Null(await Budgets.Load("budget:stage:acme", Stop));

        Assert.True(await Budgets.Save("budget:stage:acme", """{"used":1}""", known: null, Stop));
        Assert.True(await Budgets.Save("budget:stage:acme", """{"used":2}""", """{"used":1}""", Stop));
        Assert.True(await Budgets.Save("budget:prod:acme", "{}", known: null, Stop));

        Assert.Equal("""{"used":2}""", await Budgets.Load("budget:stage:acme", Stop));
    }

    [Fact]
    public async Task Who_does_not_know_the_last_state_of_a_budget_changes_nothing()
    {
        await Budgets.Save("budget:stage:acme", """{"used":1}""", known: null, Stop);
        await Budgets.Save("budget:stage:acme", """{"used":2}""", """{"used":1}""", Stop);

        Assert.False(await Budgets.Save("budget:stage:acme", """{"used":9}""", """{"used":1}""", Stop));
        Assert.False(await Budgets.Save("budget:stage:acme", """{"used":9}""", known: null, Stop));
        Assert.Equal("""{"used":2}""", await Budgets.Load("budget:stage:acme", Stop));
    }

    [Fact]
    public async Task Of_many_who_save_a_budget_at_once_one_does()
    {
        await Budgets.Save("budget:stage:acme", "start", known: null, Stop);

        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Budgets.Save("budget:stage:acme", $"{i}", "start", Stop)));

        Assert.Single(saved, one => one);
    }

    [Fact]
    public async Task Several_budgets_are_read_at_once()
    {
        await Budgets.Save("budget:stage:acme", "1", known: null, Stop);
        await Budgets.Save("budget:prod:acme", "2", known: null, Stop);
        await Budgets.Save("budget:prod:other", "3", known: null, Stop);

        var states = await Budgets.LoadMany(["budget:stage:acme", "budget:prod:acme", "budget:stage:new"], Stop);

        Assert.Equal([("budget:prod:acme", "2"), ("budget:stage:acme", "1")], states.Select(one => (one.Key, one.Value)).Order());
    }

    [Fact]
    public async Task The_key_ring_is_needed_once_a_company_is_connected()
    {
        Assert.False(KeyRing.IsNeeded());

        await Store.Get<ICompanyDirectory>().Save(new DirectoryEntry(Company, JobviteEnvironment.Stage, Connected: true, IntervalMinutes: 60), Stop);

        Assert.True(KeyRing.IsNeeded());
    }

    [Fact]
    public void The_key_ring_keeps_every_element_and_replaces_by_name()
    {
        KeyRing.Save("key-1", "<key id='1'/>");
        Advance();
        KeyRing.Save("key-2", "<key id='2'/>");
        KeyRing.Save("key-1", "<key id='1' wrapped='again'/>");

        Assert.Equal(["<key id='1' wrapped='again'/>", "<key id='2'/>"], KeyRing.ReadAll());
    }

    [Fact]
    public async Task The_audit_trail_takes_entries_of_one_moment_and_survives_its_company()
    {
        var entry = new AuditEntry(Company, Now, "configure", "tenant", "sub", "a@example.com", "apiKey");
        var audit = Store.Get<IAuditLog>();

        await audit.Append(entry, Stop);
        await audit.Append(entry with { Subject = null, Email = null, Details = null }, Stop);
        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.Equal(2, await CountAudit(Company));
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await Save(Sample.Job("j1"));

        await Store.Get<IStorageMigrator>().Migrate(Stop);

        Assert.NotNull(await Reader.GetJob(Company, "j1", Stop));
    }

    /// <summary>The port has no way to read the trail yet; the provider's test looks itself.</summary>
    protected abstract Task<long> CountAudit(string companyId);
}
