using System.Net.Http.Json;
using System.Text.Json;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.WebFrontend.Tests;

public sealed class HealthTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Path = "/api/integrations/jobvite/health";

    [Fact]
    public async Task A_tenant_without_a_company_is_disconnected()
    {
        var health = await Get(front.NewTenantWithoutCompany());

        Assert.Equal("disconnected", health.GetProperty("status").GetString());
        Assert.Equal(0, health.GetProperty("incidents").GetArrayLength());
        Assert.Equal("off", health.GetProperty("webhooks").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Health_names_endpoints_webhooks_schedule_and_incidents_in_the_words_of_the_contract()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetHealth(default).ReturnsForAnyArgs(Samples.Health());

        var health = await Get(tenant);

        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Equal(("candidate", "retrying"), (health.GetProperty("endpoints")[0].GetProperty("endpoint").GetString(), health.GetProperty("endpoints")[0].GetProperty("state").GetString()));
        Assert.Equal(26, health.GetProperty("webhooks").GetProperty("waiting").GetInt32());
        Assert.False(health.GetProperty("schedule")[0].GetProperty("overdue").GetBoolean());
        Assert.Equal("26 webhooks wait.", health.GetProperty("incidents")[0].GetProperty("effect").GetString());
        Assert.Equal(JsonValueKind.Null, health.GetProperty("incidents")[0].GetProperty("endedAt").ValueKind);
    }

    [Fact]
    public async Task Health_says_which_changes_webhooks_announced()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetHealth(default).ReturnsForAnyArgs(Samples.Health() with
        {
            Webhooks = new()
            {
                State = Grains.Interfaces.WebhooksState.Ok,
                Announced = new() { Days = 7, Announced = 1003, Missed = 31, Percent = 97, MedianSeconds = 4, NoWebhooks = [Grains.Interfaces.SyncKind.Jobs], Summary = "Jobvite announced 97 %." },
            },
        });

        Assert.Equal(
            """{"days":7,"announced":1003,"missed":31,"percent":97,"medianSeconds":4,"noWebhooks":["jobs"],"summary":"Jobvite announced 97 %."}""",
            (await Get(tenant)).GetProperty("webhooks").GetProperty("announced").GetRawText());
    }

    [Fact]
    public async Task A_database_that_is_away_is_named()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetHealth(default).ThrowsAsyncForAnyArgs(new Grains.Interfaces.DataUnavailableException("The database /data/jobvite.db cannot be opened."));

        using var answer = await tenant.Client.GetAsync(new Uri(Path, UriKind.Relative), Answers.Cancelled);

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.StartsWith("The database is away or takes no writes", (await answer.Content.ReadFromJsonAsync<JsonElement>(Answers.Cancelled)).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Get(PlayedTenant tenant) => await tenant.Client.GetFromJsonAsync<JsonElement>(Path, Answers.Cancelled);
}
