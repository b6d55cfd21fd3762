using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What a support bundle says of a company's webhooks and of the database.</summary>
public abstract class SupportContract : StoreContract
{
    private ISupportReader Support => Store.Get<ISupportReader>();

    [Fact]
    public async Task Webhooks_are_counted_by_state_and_only_the_companys_own()
    {
        var oldest = Now;
        await Events.Append([Sample.Event(Now), Sample.Event(Now.AddMinutes(1)), Sample.Event(Now, Other)], Stop);
        var failed = Sample.Event(Now);
        await Events.Append([failed], Stop);
        await Events.MarkFailed(Company, [new FailedEvent(failed.Id, "No.", null)], Stop);

        Assert.Equal([new WebhookCount(WebhookStatus.Pending, null, 2, oldest), new WebhookCount(WebhookStatus.Dead, null, 1, oldest)], await Support.CountWebhooks(Company, Stop));
        Assert.Equal([new WebhookCount(WebhookStatus.Dead, "No.", 1, oldest)], await Support.CountErrors(Company, 10, Stop));
        Assert.Empty(await Support.CountErrors(Other, 10, Stop));
    }

    [Fact]
    public async Task Errors_that_differ_in_ids_numbers_and_quoted_words_are_counted_as_one()
    {
        var oldest = Now;
        string[] people = ["Ann Lee", "Ben \"Bo\" Ray", "Cy"];
        foreach (var (i, person) in people.Index())
        {
            await Fail($"pAbcd{i:000}", $"Jobvite refused pAbcd{i:000} (status 400) at 12:0{i}:44. Jobvite says: \"No {person} in request {i}73551-ab{i}\".");
            Advance();
        }

        await Fail("pAbcd009", "Jobvite refused pAbcd009 (status 400) at 12:01:44. Jobvite says: \"It was cut");
        await Fail("pAbcd010", "Jobvite refused pAbcd010 (status 500) at 12:01:44.");

        Assert.Equal(
            [
                new WebhookCount(WebhookStatus.Dead, "Jobvite refused … (status 400) at …. Jobvite says: \"…\".", 3, oldest),
                new WebhookCount(WebhookStatus.Dead, "Jobvite refused … (status 400) at …. Jobvite says: \"…\"", 1, Now),
                new WebhookCount(WebhookStatus.Dead, "Jobvite refused … (status 500) at ….", 1, Now),
            ],
            (await Support.CountErrors(Company, 10, Stop)).OrderByDescending(one => one.Count).ThenBy(one => one.Error, StringComparer.Ordinal));
        Assert.Equal(3, Assert.Single(await Support.CountErrors(Company, 1, Stop)).Count);

        async Task Fail(string entity, string error)
        {
            var one = Sample.Event(Now, Company, entity);
            await Events.Append([one], Stop);
            await Events.MarkFailed(Company, [new FailedEvent(one.Id, error, null)], Stop);
        }
    }

    [Fact]
    public async Task Migrations_are_listed_in_their_order()
    {
        var migrations = await Support.ListMigrations(Stop);
        Assert.Contains(migrations, name => name.EndsWith("0060_notices.sql", StringComparison.Ordinal));
        Assert.Equal(migrations.Order(StringComparer.Ordinal), migrations);
    }
}
