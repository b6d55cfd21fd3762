using System.Net;
using System.Net.Http.Headers;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class ConsoleAccessTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Api = "/api/integrations/jobvite";

    [Fact]
    public async Task A_cookie_does_not_open_the_api()
    {
        var tenant = front.NewTenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get($"{Api}/config")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Client.Post($"{Api}/sync/jobs")).StatusCode);
        await tenant.Grain.DidNotReceiveWithAnyArgs().StartSync(default, default!, default!, default);
    }

    [Fact]
    public async Task A_bearer_token_does_not_open_the_console()
    {
        using var client = front.NewTenant().Client;

        var answer = await client.Get("/");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_says_who_may_see_it()
    {
        var pages = front.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).ToList();

        Assert.NotEmpty(pages);
        Assert.Equal(["/setup-link/over", "/sign-in"], pages.Where(p => p.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(PatternOf).Order(StringComparer.Ordinal));
        Assert.All(pages.Where(p => p.Metadata.GetMetadata<IAllowAnonymous>() is null), p =>
            Assert.StartsWith(PatternOf(p).StartsWith("/operators", StringComparison.Ordinal) ? "console-operator" : PatternOf(p) is "/setup-link" or "/setup-link/credentials" ? "console-setup-link" : PatternOf(p) is "/sessions" or "/time-zone" ? "console-signed-in" : "console-tenant", Assert.Single(p.Metadata.GetOrderedMetadata<IAuthorizeData>()).Policy, StringComparison.Ordinal));

        static string PatternOf(Microsoft.AspNetCore.Http.Endpoint endpoint) => "/" + ((RouteEndpoint)endpoint).RoutePattern.RawText!.Trim('/');
    }

    [Fact]
    public void Whatever_belongs_to_the_console_takes_its_cookie_only()
    {
        var others = front.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(e => e.Metadata.GetMetadata<ConsolePage>() is not null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .ToList();

        Assert.True(others.Count > 10);
        Assert.All(others, e => Assert.All(e.Metadata.GetOrderedMetadata<IAuthorizeData>(), a => Assert.StartsWith("console-", a.Policy, StringComparison.Ordinal)));
        Assert.All(others, e => Assert.NotEmpty(e.Metadata.GetOrderedMetadata<IAuthorizeData>()));
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites()
    {
        var tenant = front.NewTenant();
        var link = front.Services.GetRequiredService<WebFrontend.Console.Access.SignInLinks>().Issue(Tokens.For(tenant.TenantId));
        var answer = await front.Anonymous.Get(link);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Over_https_the_cookie_is_for_this_host_only()
    {
        await using var proxied = new FrontHost(new Dictionary<string, string?> { ["Frontend:TrustedProxies"] = "127.0.0.1" });
        await proxied.InitializeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, proxied.Services.GetRequiredService<WebFrontend.Console.Access.SignInLinks>().Issue(Tokens.For("t")));
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        var answer = await proxied.Anonymous.SendAsync(request, Answers.Cancelled);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-jobvite=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/sync")]
    [InlineData("/sign-out")]
    [InlineData("/theme")]
    public async Task A_form_without_its_token_is_refused(string path)
    {
        var tenant = front.NewTenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.SendBare(path, ("_handler", "start"), ("kind", "jobs"), ("mode", "full"), ("theme", "dark"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await tenant.Grain.DidNotReceiveWithAnyArgs().StartSync(default, default!, default!, default);
    }

    [Fact]
    public async Task Whoever_may_only_look_cannot_post()
    {
        var tenant = front.NewTenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId, "jobvite.read");

        var answer = await browser.Send("/sync", "/sync", ("_handler", "start"), ("kind", "jobs"), ("mode", "full"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("jobvite.manage", await answer.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
        await tenant.Grain.DidNotReceiveWithAnyArgs().StartSync(default, default!, default!, default);
    }

    [Fact]
    public async Task A_form_with_its_token_does_what_it_says()
    {
        var tenant = front.NewTenant();
        var run = Samples.Run(kind: SyncKind.Jobs);
        tenant.Grain.StartSync(SyncKind.Jobs, new(SyncMode.Full), Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new StartSyncResult(StartSyncOutcome.Started, run));
        tenant.Records.ListRuns(default!, default!, default).ReturnsForAnyArgs(Samples.Page<SyncRun>([run]));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/sync", "/sync", ("_handler", "start"), ("kind", "jobs"), ("mode", "full"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith($"/sync/runs/{run.RunId}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_without_a_tenant_begins_at_the_operators_pages_and_sees_no_tenants()
    {
        var token = Tokens.Signed(Tokens.Claims(null, "jobvite.operator"), new Microsoft.IdentityModel.Tokens.SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(FrontHost.Key)));
        using var browser = new ConsoleBrowser(front);
        var answer = await browser.Get(front.Services.GetRequiredService<WebFrontend.Console.Access.SignInLinks>().Issue(token));

        Assert.Equal("/operators", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/candidates")).StatusCode);
    }

    [Fact]
    public async Task A_tenants_person_is_no_operator()
    {
        using var browser = await ConsoleBrowser.SignedIn(front, front.NewTenant().TenantId);

        Assert.Contains("jobvite.operator", await browser.Page("/operators", HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example.com/")]
    [InlineData("//elsewhere.example.com")]
    [InlineData("/\\elsewhere.example.com")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_never_leads_to_another_host(string returnTo)
    {
        using var browser = new ConsoleBrowser(front);
        var path = $"/sign-in?returnTo={Uri.EscapeDataString(returnTo)}";

        var answer = await browser.Send(path, path, ("_handler", "token"), ("token", Tokens.For(front.NewTenant().TenantId)));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(new Uri(front.Address, "/"), new Uri(front.Address, answer.Headers.Location!));
    }

    [Fact]
    public async Task Scripts_are_told_in_data_that_nobody_is_signed_in()
    {
        using var browser = new ConsoleBrowser(front);

        var answer = await browser.Get($"{ConsolePage.DataPrefix}/runs/{Guid.NewGuid()}/events");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), answer.Content.Headers.ContentType);
    }

    [Fact]
    public async Task A_page_allows_nothing_but_its_own_files()
    {
        using var browser = await ConsoleBrowser.SignedIn(front, front.NewTenantWithoutCompany().TenantId);

        var answer = await browser.Get("/");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        var html = await answer.Content.ReadAsStringAsync(Answers.Cancelled);
        Assert.DoesNotMatch("<script(?![^>]*src=)|<style| style=| on[a-z]+=", html);
    }
}
