using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class ConfigurationTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Config = "/api/integrations/jobvite/config";
    private const string Test = "/api/integrations/jobvite/test-connection";

    private const string Everything = """
        { "companyId": "qA1bC2dE", "environment": "Staging", "apiKey": "KEY-1", "apiSecret": "SECRET-1", "authScheme": "HEADERS",
          "webhookSigningKey": "SIGNING-1", "serviceAccountUsername": "svc", "serviceAccountPassword": "PASSWORD-1",
          "jobvitePublicRsaKey": "PEM", "ourPublicRsaKey": null, "ourPrivateRsaKey": "PRIVATE-1", "unknownMember": 1,
          "syncConfig": { "syncJobs": true, "syncCandidates": false, "syncOnboarding": true, "syncTasks": true, "syncDocuments": false,
            "intervalMinutes": 30, "fullSyncHours": 48, "candidateSyncLimit": null, "jobFilters": { "status": "Open", "count": 5, "internal": true },
            "candidateFilters": {}, "onboardingFilters": { "status": "ACTIVE", "hireDate": { "gte": "2026-01-01", "lt": "2027-01-01" }, "site": { "in": ["a", 2] } },
            "storeEeoData": true } }
        """;

    [Fact]
    public async Task A_configuration_reaches_the_tenants_directory_whole()
    {
        var tenant = front.NewTenantWithoutCompany();
        ConfigureCompany? received = null;
        Caller? caller = null;
        tenant.Directory.Configure(Arg.Do<ConfigureCompany>(c => received = c), Arg.Do<Caller>(c => caller = c), Arg.Any<CancellationToken>())
            .Returns(new ConfigureResult { Outcome = ConfigureOutcome.Saved, CompanyId = "qA1bC2dE", OurPublicRsaKey = "PEM-2" });

        var answer = await tenant.Client.Post(Config, Everything).Json();

        Assert.Equal(["success", "message", "configId", "warning", "ourPublicRsaKey"], answer.Names());
        Assert.Equal("qA1bC2dE", answer["configId"]!.GetValue<string>());
        Assert.Equal(new Caller(tenant.TenantId, "person-1", "ada@example.com"), caller);
        Assert.NotNull(received);
        Assert.Equal((JobviteEnvironment.Stage, JobviteAuthScheme.Headers), (received.Environment, received.AuthScheme));
        Assert.Equal(("KEY-1", "SECRET-1", "SIGNING-1"), (received.ApiKey, received.ApiSecret, received.WebhookSigningKey));
        Assert.Equal(("svc", "PASSWORD-1", "PEM"), (received.ServiceAccountUsername, received.ServiceAccountPassword, received.JobvitePublicRsaKey));
        Assert.Equal((null, "PRIVATE-1"), (received.OurPublicRsaKey, received.OurPrivateRsaKey));
        var sync = received.SyncConfig!;
        Assert.Equal((true, false, 30, 48, true), (sync.SyncJobs, sync.SyncCandidates, sync.IntervalMinutes, sync.FullSyncHours, sync.StoreEeoData));
        Assert.Equal((null, true), (sync.CandidateSyncLimit, sync.CandidateSyncLimitGiven));
        Assert.Equal(["count=5", "internal=true", "status=Open"], sync.JobFilters!.Select(f => $"{f.Key}={f.Value}").Order());
        Assert.Equal(
            ["status eq ACTIVE", "hireDate gte 2026-01-01", "hireDate lt 2027-01-01", "site in a,2"],
            sync.OnboardingFilters!.Value.Select(f => $"{f.Field} {f.Operator} {string.Join(',', f.Values)}"));
    }

    [Theory]
    [InlineData("""{ "syncConfig": {} }""", false, null)]
    [InlineData("""{ "syncConfig": { "candidateSyncLimit": null } }""", true, null)]
    [InlineData("""{ "syncConfig": { "candidateSyncLimit": 7 } }""", true, 7)]
    public async Task An_absent_limit_is_not_a_limit_of_null(string body, bool given, int? limit)
    {
        var tenant = front.NewTenant();
        ConfigureCompany? received = null;
        tenant.Directory.Configure(Arg.Do<ConfigureCompany>(c => received = c), Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new ConfigureResult { Outcome = ConfigureOutcome.Saved });

        await tenant.Client.Post(Config, body).Json();

        Assert.Equal((given, limit), (received!.SyncConfig!.CandidateSyncLimitGiven, received.SyncConfig.CandidateSyncLimit));
    }

    [Theory]
    [InlineData("stage", JobviteEnvironment.Stage)]
    [InlineData("STAGING", JobviteEnvironment.Stage)]
    [InlineData("Production", JobviteEnvironment.Prod)]
    [InlineData("prod", JobviteEnvironment.Prod)]
    public async Task Every_spelling_of_an_environment_is_understood(string written, JobviteEnvironment expected)
    {
        var tenant = front.NewTenant();
        tenant.Directory.Configure(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ConfigureResult { Outcome = ConfigureOutcome.Saved });

        await tenant.Client.Post(Config, $$"""{ "environment": "{{written}}" }""").Json();

        await tenant.Directory.Received().Configure(Arg.Is<ConfigureCompany>(c => c.Environment == expected), Arg.Any<Caller>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("""{ "environment": "Moon" }""", "environment", "Stage, Staging, Production, prod")]
    [InlineData("""{ "environment": "" }""", "environment", "Stage, Staging, Production, prod")]
    [InlineData("""{ "environment": 3 }""", "environment", "text")]
    [InlineData("""{ "authScheme": "basic" }""", "authScheme", "hmac, headers")]
    [InlineData("""{ "authScheme": "1" }""", "authScheme", "hmac, headers")]
    [InlineData("""{ "apiKey": "" }""", "apiKey", "empty")]
    [InlineData("""{ "apiSecret": "  \t" }""", "apiSecret", "empty")]
    [InlineData("""{ "apiKey": ["a"] }""", "apiKey", "text")]
    [InlineData("""{ "companyId": "a/b" }""", "companyId", "1–64")]
    [InlineData("""{ "companyId": "" }""", "companyId", "1–64")]
    [InlineData("""{ "companyId": "a\u0000b" }""", "companyId", "1–64")]
    [InlineData("""{ "syncConfig": 5 }""", "syncConfig", "object")]
    [InlineData("""{ "syncConfig": [] }""", "syncConfig", "object")]
    [InlineData("""{ "syncConfig": { "intervalMinutes": "soon" } }""", "syncConfig.intervalMinutes", "whole number")]
    [InlineData("""{ "syncConfig": { "intervalMinutes": 1.5 } }""", "syncConfig.intervalMinutes", "whole number")]
    [InlineData("""{ "syncConfig": { "candidateSyncLimit": 1e99 } }""", "syncConfig.candidateSyncLimit", "whole number")]
    [InlineData("""{ "syncConfig": { "syncJobs": "perhaps" } }""", "syncConfig.syncJobs", "true or false")]
    [InlineData("""{ "syncConfig": { "jobFilters": [1] } }""", "syncConfig.jobFilters", "object")]
    [InlineData("""{ "syncConfig": { "jobFilters": { "a": {} } } }""", "syncConfig.jobFilters", "texts")]
    [InlineData("""{ "syncConfig": { "candidateFilters": { "a": null } } }""", "syncConfig.candidateFilters", "texts")]
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
    [InlineData("null")]
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

    [Theory]
    [InlineData(300, 17)]
    [InlineData(65, 0)]
    public async Task Overlong_texts_are_a_400(int companyIdLength, int secretKilobytes)
    {
        var tenant = front.NewTenant();
        var body = $$"""{ "companyId": "{{new string('x', companyIdLength)}}", "webhookSigningKey": "{{new string('k', secretKilobytes * 1024)}}" }""";

        var problem = await tenant.Client.Post(Config, body).Problem(HttpStatusCode.BadRequest);

        Assert.Contains("64", problem.Error("companyId"), StringComparison.Ordinal);
        Assert.Equal(secretKilobytes > 0, problem["errors"]!.AsObject().ContainsKey("webhookSigningKey"));
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

    [Theory]
    [InlineData(ConfigureOutcome.Refused, HttpStatusCode.BadRequest)]
    [InlineData(ConfigureOutcome.CompanyTaken, HttpStatusCode.Conflict)]
    [InlineData(ConfigureOutcome.OtherCompanyConnected, HttpStatusCode.Conflict)]
    public async Task What_the_cluster_refuses_is_told_with_its_reasons(ConfigureOutcome outcome, HttpStatusCode expected)
    {
        var tenant = front.NewTenantWithoutCompany();
        tenant.Directory.Configure(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ConfigureResult
        {
            Outcome = outcome,
            Error = "It is so.",
            Details = "Because.",
            Troubleshooting = ["Try this."],
        });

        var problem = await tenant.Client.Post(Config, "{}").Problem(expected);

        Assert.Equal(("It is so.", "Because.", "Try this."), (problem.Error(), problem["details"]!.GetValue<string>(), problem["troubleshooting"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task Rules_that_the_cluster_knows_come_back_as_field_errors()
    {
        var tenant = front.NewTenantWithoutCompany();
        tenant.Directory.Configure(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ConfigureResult
        {
            Outcome = ConfigureOutcome.Invalid,
            FieldErrors = ImmutableDictionary<string, string>.Empty.Add("environment", "is required."),
        });

        var problem = await tenant.Client.Post(Config).Problem(HttpStatusCode.BadRequest);

        Assert.Equal("is required.", problem.Error("environment"));
    }

    [Fact]
    public async Task The_settings_are_shown_with_every_name_of_the_contract_and_no_secret()
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetConfiguration(Arg.Is<Caller>(c => c.TenantId == tenant.TenantId)).Returns(Samples.Configuration(tenant.CompanyId));

        var answer = await tenant.Client.Get(Config).Json();

        Assert.Equal(
            [
                "connected", "environment", "companyId", "authScheme", "apiKey", "hasApiSecret", "hasWebhookSigningKey", "hasServiceAccount",
                "ourPublicRsaKey", "jobvitePublicRsaKey", "pluralOnboardingPaths", "webhookUrls", "syncConfig", "lastSyncAt", "lastSyncStatus", "lastError",
            ],
            answer.Names());
        Assert.Equal(("Production", "hmac", "abcd…"), (answer["environment"]!.GetValue<string>(), answer["authScheme"]!.GetValue<string>(), answer["apiKey"]!.GetValue<string>()));
        Assert.Equal("2026-03-04T05:06:07Z", answer["lastSyncAt"]!.GetValue<string>());
        Assert.Null(answer["lastError"]);
        Assert.Equal($"{front.Address}webhooks/jobvite/{tenant.CompanyId}/candidate", answer["webhookUrls"]!["candidate"]!.GetValue<string>());
        Assert.Equal(
            """{"status":"ACTIVE","hireDate":{"gte":"2026-01-01","lt":"2027-01-01"},"site":{"in":["a"]}}""",
            answer["syncConfig"]!["onboardingFilters"]!.ToJsonString());
    }

    [Fact]
    public async Task A_disconnected_company_shows_as_not_connected()
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetConfiguration(Arg.Any<Caller>()).Returns((CompanyConfiguration?)null);

        var answer = await tenant.Client.Get(Config).Json();

        Assert.Equal("""{"connected":false}""", answer.ToJsonString());
    }

    [Fact]
    public async Task A_successful_test_says_what_each_endpoint_answered()
    {
        var tenant = front.NewTenant();
        tenant.Directory.TestConnection(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ConnectionTestResult
        {
            Success = true,
            Environment = JobviteEnvironment.Stage,
            Checks = [new("job", true, 120, null), new("candidate", false, null, "No permission.")],
            Warning = "candidate was refused",
        });

        var answer = await tenant.Client.Post(Test, "{}").Json();

        Assert.Equal(
            """{"success":true,"message":"Connection successful for Stage environment","checks":[{"endpoint":"job","ok":true,"latencyMs":120},{"endpoint":"candidate","ok":false,"error":"No permission."}],"warning":"candidate was refused"}""",
            answer.ToJsonString());
    }

    [Fact]
    public async Task A_failed_test_has_the_shape_its_readers_know()
    {
        var tenant = front.NewTenant();
        tenant.Directory.TestConnection(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ConnectionTestResult
        {
            Success = false,
            NetworkError = true,
            Error = "Jobvite cannot be reached.",
            Troubleshooting = ["Check the firewall."],
        });

        var answer = await tenant.Client.Post(Test).Json(HttpStatusCode.BadRequest);

        Assert.Equal(["success", "networkError", "error", "details", "troubleshooting", "checks"], answer.Names());
        Assert.Equal((false, true), (answer["success"]!.GetValue<bool>(), answer["networkError"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("{}", false)]
    [InlineData("""{ "deleteData": true }""", true)]
    public async Task Disconnecting_deletes_only_when_told_to(string? body, bool deletes)
    {
        var tenant = front.NewTenant();
        tenant.Directory.Disconnect(deletes, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(true);

        var answer = await tenant.Client.Post("/api/integrations/jobvite/disconnect", body).Json();

        Assert.Equal((true, deletes), (answer["success"]!.GetValue<bool>(), answer["dataDeleted"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Disconnecting_what_is_not_connected_is_a_404()
    {
        await front.NewTenantWithoutCompany().Client.Post("/api/integrations/jobvite/disconnect").Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rotating_keys_returns_the_public_half()
    {
        var tenant = front.NewTenant();
        tenant.Grain.RotateKeys(Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns("PEM-3");

        var answer = await tenant.Client.Post("/api/integrations/jobvite/keys/rotate").Json();

        Assert.Equal("PEM-3", answer["ourPublicRsaKey"]!.GetValue<string>());
    }
}
