using System.Net;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.WebFrontend.Tests;

public sealed class OperationTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    [Fact]
    public async Task The_apis_root_says_what_this_is_and_where_to_go_on()
    {
        var json = await front.Anonymous.Get("/api").Json();

        Assert.Equal("Jobvite.Orleans", json["service"]!.GetValue<string>());
        Assert.All(json["links"]!.AsObject(), l => Assert.StartsWith("/", l.Value!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_is_told_to_anybody()
    {
        Assert.Equal("""{"status":"healthy","checks":{}}""", (await front.Anonymous.Get("/health/live").Json()).ToJsonString());
        Assert.Equal("healthy", (await front.Anonymous.Get("/health/ready").Json())["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_process_that_is_not_ready_is_alive_all_the_same()
    {
        await using var host = new FrontHost(new Dictionary<string, string?>())
        {
            Configure = s => s.AddHealthChecks().AddCheck("database", () => HealthCheckResult.Unhealthy("host db-7 is away"), ["ready"]),
        };
        await host.InitializeAsync();

        var ready = await host.Anonymous.Get("/health/ready").Json(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("""{"status":"unhealthy","checks":{"database":"unhealthy"}}""", ready.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await host.Anonymous.Get("/health/live")).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/api")]
    [InlineData("/nothing")]
    [InlineData($"{Root}/config")]
    [InlineData($"{Root}/jobs?page=0")]
    public async Task Every_answer_carries_the_headers_that_keep_browsers_from_harm(string path)
    {
        var answer = await front.NewTenant().Client.Get(path);

        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Other_origins_are_not_let_in()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, $"{Root}/config");
        preflight.Headers.Add("Origin", "https://elsewhere.example.com");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");

        var answer = await front.Anonymous.SendAsync(preflight, Answers.Cancelled);

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task An_unknown_path_is_a_404_problem()
    {
        await front.NewTenant().Client.Get("/api/integrations/jobvite/salaries").Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_wrong_method_is_a_405_problem_that_names_the_right_ones()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Root}/config");

        var answer = await front.NewTenant().Client.SendAsync(request, Answers.Cancelled);

        Assert.Equal(["GET", "POST"], answer.Content.Headers.Allow.Order());
        await Task.FromResult(answer).Problem(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(Orleans.Runtime.SiloUnavailableException))]
    [InlineData(typeof(Orleans.Runtime.OrleansException))]
    public async Task A_cluster_that_does_not_answer_is_a_503_that_says_when_to_come_back(Type exception)
    {
        var tenant = front.NewTenant();
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).ThrowsAsync((Exception)Activator.CreateInstance(exception, "silo S10.0.0.7")!);

        var answer = await tenant.Client.Get($"{Root}/jobs/j-1");

        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        var problem = await Task.FromResult(answer).Problem(HttpStatusCode.ServiceUnavailable);
        Assert.DoesNotContain("10.0.0.7", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_whose_stored_settings_are_unreadable_is_a_503_that_says_so()
    {
        var tenant = front.NewTenant();
        var failure = new Orleans.Runtime.OrleansException("Error for grain tenant/company:c-1", new UnreadableStateException("The stored state is damaged at $.x."));
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).ThrowsAsync(failure);

        var answer = await tenant.Client.Get($"{Root}/jobs/j-1");

        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        var problem = await Task.FromResult(answer).Problem(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("stored settings of this company cannot be read", problem["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("$.x", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_failure_is_a_500_with_a_trace_id_and_no_internals()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).ThrowsAsync(new InvalidOperationException("Password=hunter2"));

        var problem = await tenant.Client.Get($"{Root}/jobs/j-1").Problem(HttpStatusCode.InternalServerError);

        Assert.DoesNotContain("hunter2", problem.ToJsonString(), StringComparison.Ordinal);
        var traceId = problem["traceId"]!.GetValue<string>();
        Assert.Contains(front.Log.Lines, l => l.Contains(traceId, StringComparison.Ordinal) && l.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Logs_name_no_record_tenant_or_person()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetCandidate("candidate-88", Arg.Any<CancellationToken>()).ThrowsAsync(new TimeoutException());

        await tenant.Client.Get($"{Root}/candidates/candidate-88");
        await tenant.Client.Get($"{Root}/candidates?email=grace%40example.com");
        await tenant.ClientWith(Tokens.For(tenant.TenantId, key: new string(FrontHost.Key.Reverse().ToArray()))).Get($"{Root}/config");

        Assert.Contains(front.Log.Lines, l => l.Contains("/candidates/{jobviteCandidateId}", StringComparison.Ordinal));
        foreach (var private_ in (string[])["candidate-88", "grace", "ada@example.com", tenant.TenantId, FrontHost.Key])
        {
            Assert.DoesNotContain(front.Log.Lines, l => l.Contains(private_, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task One_tenants_flood_does_not_stop_another()
    {
        await using var host = new FrontHost(new Dictionary<string, string?> { ["Frontend:RequestsPerSecond"] = "1", ["Frontend:RequestBurst"] = "3" });
        await host.InitializeAsync();
        var (greedy, modest) = (host.NewTenantWithoutCompany(), host.NewTenantWithoutCompany());

        HttpResponseMessage last;
        var sent = 0;
        do
        {
            last = await greedy.Client.Get($"{Root}/config");
        }
        while (last.IsSuccessStatusCode && ++sent < 100);

        Assert.True(last.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        await Task.FromResult(last).Problem(HttpStatusCode.TooManyRequests);
        await modest.Client.Get($"{Root}/config").Json();
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up()
    {
        await using var host = new FrontHost(new Dictionary<string, string?> { ["Frontend:RequestTimeoutSeconds"] = "1" });
        await host.InitializeAsync();
        var tenant = host.NewTenant();
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).Returns(async call =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.ArgAt<CancellationToken>(1));
            return (JobView?)null;
        });

        await tenant.Client.Get($"{Root}/jobs/j-1").Problem(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("https://jobvite.example.com/", null, "https://jobvite.example.com/webhooks/")]
    [InlineData(null, "127.0.0.1", "https://public.example.com/webhooks/")]
    [InlineData(null, "127.0.0.0/8, ::1", "https://public.example.com/webhooks/")]
    [InlineData(null, null, "http://127.0.0.1:")]
    [InlineData(null, "10.0.0.0/8", "http://127.0.0.1:")]
    public async Task Webhook_addresses_come_from_the_setting_a_trusted_proxy_or_the_request(string? publicUrl, string? proxies, string expected)
    {
        await using var host = new FrontHost(new Dictionary<string, string?> { ["Frontend:PublicBaseUrl"] = publicUrl, ["Frontend:TrustedProxies"] = proxies, ["Frontend:AllowedHosts"] = "public.example.com" });
        await host.InitializeAsync();
        var tenant = host.NewTenant();
        tenant.Grain.GetConfiguration(Arg.Any<Caller>()).Returns(Samples.Configuration(tenant.CompanyId));
        tenant.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        tenant.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        tenant.Client.DefaultRequestHeaders.Add("X-Forwarded-Host", "public.example.com");

        var json = await tenant.Client.Get($"{Root}/config").Json();

        Assert.StartsWith(expected, json["webhookUrls"]!["job"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
