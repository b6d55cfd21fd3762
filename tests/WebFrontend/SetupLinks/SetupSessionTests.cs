using System.Net;
using System.Net.Http.Headers;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.SetupLinks;
using Jobvite.WebFrontend.Tests.Console;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.SetupLinks;

/// <summary>What a setup link opens, and what it does not.</summary>
public sealed class SetupSessionTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Path = "/api/integrations/jobvite/setup-links";

    /// <summary>What a setup session may open.</summary>
    private static readonly string[] Allowed = ["GET /setup-link", "POST /setup-link", "GET /setup-link/credentials", "POST /setup-link/credentials"];

    /// <summary>What is open to everybody, with or without a session; whoever adds to it adds it here.</summary>
    private static readonly string[] Public =
    [
        "GET /api",
        "GET /console/assets/{version}/{name}",
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
        "GET /openapi/{documentName}.json",
        "GET /scalar/{documentName?}",
        "GET /scalar/favicon.svg",
        "GET /scalar/scalar.aspnetcore.js",
        "GET /scalar/scalar.js",
        "GET /setup-link/open/{code}",
        "GET /setup-link/over",
        "GET /sign-in",
        "GET /sign-in/link/{code}",
        "POST /setup-link/over",
        "POST /sign-in",
        "POST /webhooks/jobvite/{companyId}/candidate",
        "POST /webhooks/jobvite/{companyId}/job",
        "POST /webhooks/jobvite/{companyId}/onboarding",
    ];

    [Fact]
    public async Task A_link_opens_the_setup_and_leaves_the_address_at_once()
    {
        var link = await New(front.NewTenantWithoutCompany());
        using var browser = new ConsoleBrowser(front);

        var answer = await browser.Get(link.Url);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/setup-link", answer.Headers.Location!.OriginalString);
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(link.Code, cookie, StringComparison.Ordinal);
        var page = await browser.Page("/setup-link");
        Assert.DoesNotContain(link.Code, page, StringComparison.Ordinal);
        Assert.Contains("Get an API key", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setup_session_opens_the_setup_and_nothing_else_of_all_that_is_mapped()
    {
        var tenant = Connected(front.NewTenant());
        using var browser = await Opened(tenant);
        var endpoints = front.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.Contains("opaque-redirect", StringComparison.Ordinal) != true)
            .SelectMany(MethodsOf, (endpoint, method) => (Name: $"{method} {endpoint.RoutePattern.RawText!}", Method: method, Address: AddressOf(endpoint.RoutePattern)))
            .ToList();
        Assert.True(endpoints.Count > 100);
        Assert.All(Allowed.Concat(Public), name => Assert.Contains(endpoints, endpoint => endpoint.Name == name));
        tenant.Grain.ClearReceivedCalls();
        tenant.Records.ClearReceivedCalls();

        List<string> opened = [];
        foreach (var endpoint in endpoints.Where(endpoint => !Allowed.Contains(endpoint.Name) && !Public.Contains(endpoint.Name)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), endpoint.Address) { Content = BodyOf(endpoint.Method, endpoint.Name) };
            using var answer = await browser.Client.SendAsync(request, Answers.Cancelled);
            var isRefused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal));
            if (!isRefused)
            {
                opened.Add($"{endpoint.Name}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(opened);
        Assert.Empty(tenant.Grain.ReceivedCalls());
        Assert.Empty(tenant.Records.ReceivedCalls());
        foreach (var page in Allowed.Where(name => name.StartsWith("GET", StringComparison.Ordinal)))
        {
            await browser.Page(page[4..]);
        }
    }

    [Fact]
    public async Task Nothing_of_a_setup_session_passes_for_a_token()
    {
        var link = await New(front.NewTenant());
        using var browser = new ConsoleBrowser(front);
        await browser.Get(link.Url);

        foreach (var token in browser.Cookies.Select(cookie => cookie.Value).Append(link.Code))
        {
            using var client = front.NewClient();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            await client.Get("/api/integrations/jobvite/config").Problem(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task The_consoles_own_session_does_not_open_the_setup_and_the_setup_leaves_it_alone()
    {
        var tenant = Connected(front.NewTenant());
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        Assert.Equal("/setup-link/over", (await browser.Get("/setup-link")).Headers.Location!.OriginalString);
        await browser.Get((await New(front.NewTenantWithoutCompany())).Url);
        Assert.Contains("Get an API key", await browser.Page("/setup-link"), StringComparison.Ordinal);
        await browser.Page("/sessions");
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("expired")]
    [InlineData("revoked")]
    public async Task Links_that_do_not_work_all_end_at_one_page_that_says_what_to_do(string what)
    {
        var link = await New(front.NewTenant());
        front.SetupLinks.Change(link.Id, one => what == "expired" ? one with { ExpiresAt = TimeProvider.System.GetUtcNow() } : what == "revoked" ? one with { RevokedAt = TimeProvider.System.GetUtcNow() } : one);
        using var browser = new ConsoleBrowser(front);

        var answer = await browser.Get(what == "unknown" ? link.Url + "x" : link.Url);

        Assert.Equal("/setup-link/over", answer.Headers.Location!.OriginalString);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("ask whoever sent it to you for a new one", await browser.Page("/setup-link/over", HttpStatusCode.Gone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_ends_with_its_link()
    {
        var tenant = front.NewTenantWithoutCompany();
        var (revoked, expired) = (await New(tenant), await New(tenant));
        using var one = new ConsoleBrowser(front);
        using var other = new ConsoleBrowser(front);
        await one.Get(revoked.Url);
        await other.Get(expired.Url);
        await one.Page("/setup-link");

        await tenant.Client.DeleteAsync(new Uri($"{Path}/{revoked.Id}", UriKind.Relative), Answers.Cancelled).Json();
        front.SetupLinks.Change(expired.Id, link => link with { ExpiresAt = TimeProvider.System.GetUtcNow() });

        foreach (var browser in new[] { one, other })
        {
            Assert.Equal("/setup-link/over", (await browser.Get("/setup-link")).Headers.Location!.OriginalString);
            Assert.Equal("/setup-link/over", (await browser.SendBare("/setup-link", ("_handler", "connection"), ("intent", "save"))).Headers.Location!.OriginalString);
        }

        await tenant.Directory.DidNotReceiveWithAnyArgs().Configure(default!, default!, default);
    }

    [Fact]
    public async Task What_is_saved_is_saved_in_the_name_of_the_link_and_binds_it_to_the_company()
    {
        var tenant = front.NewTenantWithoutCompany();
        tenant.Directory.Configure(default!, default!, default).ReturnsForAnyArgs(new ConfigureResult { Outcome = ConfigureOutcome.Saved, CompanyId = "acme" });
        var link = await New(tenant);
        using var browser = new ConsoleBrowser(front);
        await browser.Get(link.Url);

        var answer = await browser.Send("/setup-link", "/setup-link", ("_handler", "connection"), ("intent", "save"), ("environment", "Stage"), ("companyId", "acme"), ("apiKey", "k"), ("apiSecret", "s"), ("authScheme", "hmac"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await tenant.Directory.Received(1).Configure(
            Arg.Is<ConfigureCompany>(c => c.CompanyId == "acme" && c.ApiSecret == "s"),
            Arg.Is<Caller>(c => c.TenantId == tenant.TenantId && c.Subject == $"setup-link:{link.Id}" && c.Email == null),
            Arg.Any<CancellationToken>());
        Assert.Equal(["acme"], front.SetupLinks.Of(link.Id).Companies);
        await front.Grain<ITenantGrain>(CompanyKey.Of("acme").ToString()).Received(3).StartSync(Arg.Any<SyncKind>(), new(SyncMode.Full), Arg.Any<Caller>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Another_company_than_the_links_is_refused()
    {
        var tenant = front.NewTenantWithoutCompany();
        var link = await New(tenant);
        front.SetupLinks.Change(link.Id, one => one with { Companies = ["acme"] });
        using var browser = new ConsoleBrowser(front);
        await browser.Get(link.Url);

        var answer = await browser.Send("/setup-link", "/setup-link", ("_handler", "connection"), ("intent", "save"), ("environment", "Stage"), ("companyId", "another"), ("apiKey", "k"), ("apiSecret", "s"), ("authScheme", "hmac"));

        Assert.Contains("another Jobvite company", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Answers.Cancelled)), StringComparison.Ordinal);
        await tenant.Directory.DidNotReceiveWithAnyArgs().Configure(default!, default!, default);
    }

    [Fact]
    public async Task A_form_of_the_setup_needs_its_token()
    {
        var tenant = front.NewTenantWithoutCompany();
        using var browser = await Opened(tenant);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendBare("/setup-link", ("_handler", "connection"), ("intent", "save"))).StatusCode);
        await tenant.Directory.DidNotReceiveWithAnyArgs().Configure(default!, default!, default);
    }

    [Fact]
    public async Task The_last_step_leads_back_and_names_the_host()
    {
        var tenant = Connected(front.NewTenant());
        var link = await New(tenant, """{ "returnUrl": "https://bücher.example.com:8443/done?x=1" }""");
        using var browser = new ConsoleBrowser(front);
        await browser.Get(link.Url);

        var page = await browser.Page("/setup-link");

        Assert.Contains("Go back to xn--bcher-kva.example.com:8443", page, StringComparison.Ordinal);
        Assert.Contains($"/webhooks/jobvite/{tenant.CompanyId}/candidate", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/sync", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/connect", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/console/public-key", page, StringComparison.Ordinal);
    }

    private static PlayedTenant Connected(PlayedTenant tenant)
    {
        tenant.Grain.GetConfiguration(default!).ReturnsForAnyArgs(Samples.Configuration(tenant.CompanyId));
        tenant.Grain.GetDiagnostics(default!, default).ReturnsForAnyArgs(new SyncDiagnostics
        {
            Configuration = Samples.Configuration(tenant.CompanyId),
            Counts = new() { Jobs = 1 },
            Schedules = [new() { Kind = SyncKind.Jobs, Enabled = true, NextDueAt = Samples.Time, NextMode = SyncMode.Full, LastRun = Samples.Run(RunStatus.Success) }],
            Budget = new() { Windows = [] },
            Warnings = [],
        });
        tenant.Records.GetHealth(default).ReturnsForAnyArgs(Samples.Health());
        return tenant;
    }

    private async Task<ConsoleBrowser> Opened(PlayedTenant tenant)
    {
        var browser = new ConsoleBrowser(front);
        await browser.Get((await New(tenant)).Url);
        return browser;
    }

    private static async Task<(Guid Id, string Url, string Code)> New(PlayedTenant tenant, string? body = null)
    {
        var made = await tenant.Client.Post(Path, body).Json(HttpStatusCode.Created);
        var url = new Uri(made["url"]!.GetValue<string>()).AbsolutePath;
        return (made["id"]!.GetValue<Guid>(), url, url[(SetupAccess.OpenPrefix.Length + 1)..]);
    }

    /// <summary>In the form that the endpoint takes: a wrong one would be refused for that reason.</summary>
    private static HttpContent? BodyOf(string method, string name) => method is "GET" or "DELETE" ? null
        : name.Contains(" /api/", StringComparison.Ordinal) ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json")
        : new FormUrlEncodedContent([]);

    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null ? ["GET", "POST"] : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Where(method => method != "HEAD") ?? ["GET"];

    private static Uri AddressOf(RoutePattern pattern) => new(
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => Guid.NewGuid().ToString(),
        })))),
        UriKind.Relative);
}
