using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What a support bundle says of a company's webhooks and of the database.</summary>
public abstract class SupportContract : StoreContract
{
    private ISupportReader Support => Store.Get<ISupportReader>();

    [Fact]
    public async Task Webhooks_are_counted_by_state_and_error_and_only_the_companys_own()
    {
        var oldest = Now;
        await Events.Append([Sample.Event(Now), Sample.Event(Now.AddMinutes(1)), Sample.Event(Now, Other)], Stop);
        var failed = Sample.Event(Now);
        await Events.Append([failed], Stop);
        await Events.MarkFailed(Company, [new FailedEvent(failed.Id, "No.", null)], Stop);

        var causes = await Support.CountWebhooks(Company, 10, Stop);

        Assert.Equal([(WebhookStatus.Pending, null, 2, oldest), (WebhookStatus.Dead, "No.", 1L, oldest)], causes.Select(one => (one.Status, one.Error, one.Count, one.Oldest)));
        Assert.Single(await Support.CountWebhooks(Company, 1, Stop));
    }

    [Fact]
    public async Task Migrations_are_listed_in_their_order()
    {
        var migrations = await Support.ListMigrations(Stop);
        Assert.Contains(migrations, name => name.EndsWith("0060_notices.sql", StringComparison.Ordinal));
        Assert.Equal(migrations.Order(StringComparer.Ordinal), migrations);
    }
}
