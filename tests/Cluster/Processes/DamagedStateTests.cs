using System.Net;
using System.Text;
using System.Text.Json;
using Jobvite.Cluster.Tests.Postgres;

namespace Jobvite.Cluster.Tests.Processes;

[Collection(nameof(LocalCluster))]
public sealed class DamagedStateTests(LocalCluster cluster)
{
    private const string Settings = "/api/integrations/jobvite/config";
    private const string Row = "WHERE grain_id_text = @key AND convert_from(payload, 'UTF8') LIKE '{%ownerTenantId%'";

    private Company Company => cluster.Readers[^1];

    [Theory]
    [InlineData("damaged", """{"ownerTenantId": "tenant-of-rea""")]
    [InlineData("of a newer version", """{"ownerTenantId": "tenant-of-reader-6", "notKnownYet": 1}""")]
    public async Task A_company_whose_state_is_unreadable_is_unavailable_by_name_and_the_others_work(string what, string state)
    {
        await cluster.AllUp();
        var before = await Payload();
        try
        {
            await Store(Encoding.UTF8.GetBytes(state));
            await cluster.Placement.Deactivate();

            using var answer = await Company.Send(HttpMethod.Get, Settings);
            Assert.NotNull(answer);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{what}: {answer.StatusCode}: {text}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Contains("stored settings", JsonDocument.Parse(text).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            using var webhook = await Company.Announce(0, "anybody");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, webhook?.StatusCode);
            foreach (var other in cluster.Companies.Concat(cluster.Readers).Except([Company]))
            {
                await other.Polite(HttpMethod.Get, Settings);
            }
        }
        finally
        {
            await Store(before);
        }

        await Company.Polite(HttpMethod.Get, Settings);
    }

    [Fact]
    public async Task A_state_of_an_older_version_is_read()
    {
        await cluster.AllUp();
        var before = await Payload();
        try
        {
            await Sql.Execute(cluster.ConnectionString, $"""
                UPDATE orleans_grain_state
                SET payload = convert_to((convert_from(payload, 'UTF8')::jsonb - 'readScopeSince' - 'pluralOnboardingPaths' - 'authScheme')::text, 'UTF8')
                {Row.Replace("@key", $"'company:{Company.Id}'", StringComparison.Ordinal)}
                """);
            Assert.NotEqual(before, await Payload());
            await cluster.Placement.Deactivate();

            var settings = await Company.Polite(HttpMethod.Get, Settings);

            Assert.Contains(Company.Id, settings.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await Store(before);
        }
    }

    private Task<byte[]> Payload() =>
        Sql.Scalar<byte[]>(cluster.ConnectionString, $"SELECT payload FROM orleans_grain_state {Row}", ("key", $"company:{Company.Id}"));

    private async Task Store(byte[] payload) => await Sql.Column(
        cluster.ConnectionString, $"UPDATE orleans_grain_state SET payload = @payload WHERE grain_id_text = @key RETURNING version", ("key", $"company:{Company.Id}"), ("payload", payload));
}
