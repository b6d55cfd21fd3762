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
        Assert.Equal(new Caller(tenant.TenantId, "person-1", "ada@example.com", "127.0.0.1"), caller);
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

    [Fact]
    public async Task Credentials_that_cannot_be_tried_just_now_are_a_503_that_says_when_to_come_back()
    {
        var tenant = front.NewTenantWithoutCompany();
        tenant.Directory.Configure(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ConfigureResult
        {
            Outcome = ConfigureOutcome.NotNow,
            Error = "It is so.",
            RetryAfter = TimeSpan.FromSeconds(56),
        });

        var answer = await tenant.Client.Post(Config, "{}");

        Assert.Equal(TimeSpan.FromSeconds(56), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("It is so.", (await Task.FromResult(answer).Problem(HttpStatusCode.ServiceUnavailable))["error"]!.GetValue<string>());
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
                "ourPublicRsaKey", "jobvitePublicRsaKey", "pluralOnboardingPaths", "webhookUrls", "syncConfig", "lastSyncAt", "lastSyncStatus", "lastError", "warnings",
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
    public async Task A_deletion_that_goes_on_after_the_answer_is_a_202_that_claims_nothing()
    {
        var tenant = front.NewTenant();
        tenant.Directory.Disconnect(deleteData: true, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(true);
        tenant.Directory.GetDeletion().Returns(new ValueTask<DateTimeOffset?>(Samples.Time));

        var answer = await tenant.Client.Post("/api/integrations/jobvite/disconnect", """{ "deleteData": true }""").Json(HttpStatusCode.Accepted);

        Assert.False(answer["dataDeleted"]!.GetValue<bool>());
        Assert.Contains("being deleted", answer["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connecting_a_company_whose_data_are_being_deleted_is_a_409_that_says_when_to_come_back()
    {
        var tenant = front.NewTenantWithoutCompany();
        tenant.Directory.Configure(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(
            new ConfigureResult { Outcome = ConfigureOutcome.Deleting, Error = "The records are being deleted.", RetryAfter = TimeSpan.FromMinutes(1) });

        var answer = await tenant.Client.Post(Config, """{ "companyId": "acme" }""");
        var problem = await Task.FromResult(answer).Problem(HttpStatusCode.Conflict);

        Assert.Equal(("The records are being deleted.", TimeSpan.FromMinutes(1)), (problem.Error(), answer.Headers.RetryAfter!.Delta));
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

    [Theory]
    [InlineData("hmac", ConfigureOutcome.Saved)]
    [InlineData("hmac", ConfigureOutcome.Refused)]
    [InlineData("hmac", ConfigureOutcome.CompanyTaken)]
    [InlineData("no such scheme", ConfigureOutcome.Saved)]
    public async Task No_answer_and_no_log_repeats_a_secret(string authScheme, ConfigureOutcome outcome)
    {
        var tenant = front.NewTenant();
        tenant.Directory.Configure(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ConfigureResult { Outcome = outcome, CompanyId = tenant.CompanyId });
        tenant.Directory.TestConnection(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ConnectionTestResult { Success = false });
        var body = Everything.Replace("HEADERS", authScheme, StringComparison.Ordinal);

        var answers = new List<string>();
        foreach (var path in (string[])[Config, Test])
        {
            var answer = await tenant.Client.Post(path, body);
            answers.Add(answer.ToString() + await answer.Content.ReadAsStringAsync(Answers.Cancelled));
        }

        foreach (var secret in (string[])["KEY-1", "SECRET-1", "SIGNING-1", "PASSWORD-1", "PRIVATE-1"])
        {
            Assert.DoesNotContain(answers, a => a.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(front.Log.Lines, l => l.Contains(secret, StringComparison.Ordinal));
        }
    }
}
