using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Tests.Console;
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
    public async Task A_filter_takes_a_value_or_several()
    {
        var tenant = front.NewTenant();
        ConfigureCompany? received = null;
        tenant.Directory.Configure(Arg.Do<ConfigureCompany>(c => received = c), Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new ConfigureResult { Outcome = ConfigureOutcome.Saved });

        await tenant.Client.Post(Config, """{ "syncConfig": { "jobFilters": { "jobStatus": ["Open", "Filled"], "one": ["x"], "n": 5 }, "candidateFilters": {} } }""").Json();

        var sync = received!.SyncConfig!;
        Assert.Equal(["jobStatus=Open", "n=5", "one=x"], sync.JobFilters!.Select(f => $"{f.Key}={f.Value}").Order());
        Assert.Equal(["jobStatus=Open,Filled"], sync.RepeatedJobFilters!.Select(f => $"{f.Key}={string.Join(',', f.Value)}"));
        Assert.Empty(sync.RepeatedCandidateFilters!);
        foreach (var wrong in (string[])["[]", "[[]]", "{}", "null"])
        {
            var problem = await tenant.Client.Post(Config, $$$"""{ "syncConfig": { "jobFilters": { "a": {{{wrong}}} } } }""").Problem(HttpStatusCode.BadRequest);
            Assert.Contains("lists of them", problem.Error("syncConfig.jobFilters"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_filter_of_one_value_is_shown_as_text_and_one_of_several_as_a_list()
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetConfiguration(Arg.Any<Caller>()).Returns(Samples.Configuration(tenant.CompanyId) with { SyncConfig = Repeated });

        var json = await tenant.Client.Get(Config).Json();

        Assert.Equal("""{"department":"Care","jobStatus":["Open","Filled"]}""", json["syncConfig"]!["jobFilters"]!.ToJsonString());
    }

    [Fact]
    public async Task The_form_takes_and_shows_one_value_a_line()
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetConfiguration(Arg.Any<Caller>()).Returns(Samples.Configuration(tenant.CompanyId) with { SyncConfig = Repeated });
        ConfigureCompany? received = null;
        tenant.Directory.Configure(Arg.Do<ConfigureCompany>(c => received = c), Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new ConfigureResult { Outcome = ConfigureOutcome.Saved });
        tenant.Directory.TestConnection(default!, default!, default).ReturnsForAnyArgs(new ConnectionTestResult { Success = true });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        Assert.Contains("department=Care\njobStatus=Open\njobStatus=Filled</textarea>", await browser.Page("/connect"), StringComparison.Ordinal);
        await browser.Send(
            "/connect", "/connect", ("_handler", "connection"), ("environment", "Stage"), ("intent", "save"),
            ("syncConfig.jobFilters", "jobStatus=Open\r\njobStatus = On Hold\r\n"), ("syncConfig.candidateFilters", """{"wflowstate":["New","Offer"]}"""));

        Assert.Equal(["Open", "On Hold"], received!.SyncConfig!.RepeatedJobFilters!["jobStatus"]);
        Assert.Equal(["New", "Offer"], received.SyncConfig.RepeatedCandidateFilters!["wflowstate"]);
        var refused = await browser.Send("/connect", "/connect", ("_handler", "connection"), ("intent", "save"), ("syncConfig.jobFilters", "no equals sign"));
        Assert.Contains("one name=value a line", System.Net.WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Answers.Cancelled)), StringComparison.Ordinal);
    }

    private static SyncSettings Repeated { get; } = new()
    {
        JobFilters = ImmutableDictionary<string, string>.Empty.Add("jobStatus", "Open").Add("department", "Care"),
        RepeatedJobFilters = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("jobStatus", ["Open", "Filled"]),
    };

    [Fact]
    public async Task A_form_is_a_415()
    {
        var tenant = front.NewTenant();

        await tenant.Client.Post(Config, "a=b", "application/x-www-form-urlencoded").Problem(HttpStatusCode.UnsupportedMediaType);
    }
}
