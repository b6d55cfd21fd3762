using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class ConfigurationInputTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Config = "/api/integrations/jobvite/config";

    [Theory]
    [InlineData("""{ "environment": "Moon" }""", "environment", "Stage or Production")]
    [InlineData("""{ "environment": "" }""", "environment", "Stage or Production")]
    [InlineData("""{ "environment": 3 }""", "environment", "string")]
    [InlineData("""{ "authScheme": "basic" }""", "authScheme", "hmac, headers")]
    [InlineData("""{ "authScheme": "1" }""", "authScheme", "hmac, headers")]
    [InlineData("""{ "apiKey": ["a"] }""", "apiKey", "string")]
    [InlineData("""{ "companyId": "a/b" }""", "companyId", "1 to 64")]
    [InlineData("""{ "companyId": "" }""", "companyId", "1 to 64")]
    [InlineData("""{ "companyId": "a\u0000b" }""", "companyId", "1 to 64")]
    [InlineData("""{ "syncConfig": 5 }""", "syncConfig", "object")]
    [InlineData("""{ "syncConfig": [] }""", "syncConfig", "object")]
    [InlineData("""{ "syncConfig": { "intervalMinutes": "soon" } }""", "syncConfig.intervalMinutes", "whole number")]
    [InlineData("""{ "syncConfig": { "intervalMinutes": "60" } }""", "syncConfig.intervalMinutes", "whole number")]
    [InlineData("""{ "syncConfig": { "intervalMinutes": 1.5 } }""", "syncConfig.intervalMinutes", "whole number")]
    [InlineData("""{ "syncConfig": { "candidateSyncLimit": 1e99 } }""", "syncConfig.candidateSyncLimit", "whole number")]
    [InlineData("""{ "syncConfig": { "syncJobs": "perhaps" } }""", "syncConfig.syncJobs", "true or false")]
    [InlineData("""{ "syncConfig": { "jobFilters": [1] } }""", "syncConfig.jobFilters", "object")]
    [InlineData("""{ "syncConfig": { "jobFilters": { "a": {} } } }""", "syncConfig.jobFilters", "strings")]
    [InlineData("""{ "syncConfig": { "candidateFilters": { "a": null } } }""", "syncConfig.candidateFilters", "strings")]
    [InlineData("""{ "syncConfig": { "onboardingFilters": { "f": { "like": "x" } } } }""", "syncConfig.onboardingFilters.f", "eq, in, nin")]
    [InlineData("""{ "syncConfig": { "onboardingFilters": { "f": { "eq": ["x", "y"] } } } }""", "syncConfig.onboardingFilters.f", "list")]
    [InlineData("""{ "syncConfig": { "onboardingFilters": { "f": { "in": [] } } } }""", "syncConfig.onboardingFilters.f", "list")]
    [InlineData("""{ "syncConfig": { "onboardingFilters": { "f": { "in": [{}] } } } }""", "syncConfig.onboardingFilters.f", "list")]
    public async Task A_wrong_field_is_named_with_what_it_must_be(string body, string field, string says)
    {
        var tenant = front.NewTenant();

        var problem = await tenant.Client.Post(Config, body).Problem(HttpStatusCode.BadRequest);

        Assert.Contains(says, problem.Error(field), StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Directory.ReceivedCalls(), c => c.GetMethodInfo().Name == "Configure");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{ \"apiKey\": \"TOPSECRET")]
    [InlineData("{ \"apiKey\": \"TOPSECRET\", \"apiKey\": \"b\" }")]
    [InlineData("{} {}")]
    [InlineData("{ \"apiKey\": \"\\uD800\" }")]
    [InlineData("rubbish")]
    public async Task A_body_that_is_not_a_JSON_object_is_a_400_that_repeats_nothing(string body)
    {
        var tenant = front.NewTenant();

        var problem = await tenant.Client.Post(Config, body).Problem(HttpStatusCode.BadRequest);

        Assert.DoesNotContain("TOPSECRET", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_a_400()
    {
        var tenant = front.NewTenant();
        using var content = new ByteArrayContent([.. "{\"apiKey\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        await tenant.Client.PostAsync(new Uri(Config, UriKind.Relative), content, Answers.Cancelled).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Lengths_of_settings_are_the_silos_to_judge()
    {
        var tenant = front.NewTenant();
        tenant.Directory.Configure(Arg.Any<ConfigureCompany>(), Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new ConfigureResult { Outcome = ConfigureOutcome.Invalid, Error = "Not saved.", FieldErrors = ImmutableDictionary<string, string>.Empty.Add("webhookSigningKey", "must be shorter.") });

        var problem = await tenant.Client
            .Post(Config, $$"""{ "companyId": "co", "webhookSigningKey": "{{new string('k', 17 * 1024)}}", "syncConfig": { "jobFilters": { "{{new string('n', 300)}}": "{{new string('v', 2000)}}" } } }""")
            .Problem(HttpStatusCode.BadRequest);

        Assert.Equal("must be shorter.", problem.Error("webhookSigningKey"));
        Assert.Contains("64", (await tenant.Client.Post(Config, $$"""{ "companyId": "{{new string('x', 65)}}" }""").Problem(HttpStatusCode.BadRequest)).Error("companyId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_300_KiB_is_a_413()
    {
        var tenant = front.NewTenant();

        await tenant.Client.Post(Config, $$"""{ "apiKey": "{{new string('k', 300 * 1024)}}" }""").Problem(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_form_is_a_415()
    {
        var tenant = front.NewTenant();

        await tenant.Client.Post(Config, "a=b", "application/x-www-form-urlencoded").Problem(HttpStatusCode.UnsupportedMediaType);
    }
}
