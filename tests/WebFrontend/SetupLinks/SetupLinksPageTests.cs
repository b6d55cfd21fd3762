using System.Net;
using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Tests.Console;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.SetupLinks;

/// <summary>Setup links on the console's page: the same as by REST.</summary>
public sealed partial class SetupLinksPageTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Page = "/connect/setup-links";
    private const string Rest = "/api/integrations/jobvite/setup-links";

    [Fact]
    public async Task A_link_is_made_shown_once_and_opens_the_setup()
    {
        var tenant = front.NewTenantWithoutCompany();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await Text(await Create(browser, ("expiresInHours", "24"), ("returnUrl", "https://app.example.com/done")));

        var url = Address().Match(html).Groups[1].Value;
        Assert.StartsWith(new Uri(front.Address, "/setup-link/open/").ToString(), url, StringComparison.Ordinal);
        Assert.Contains("Whoever has it may enter and test Jobvite's credentials", html, StringComparison.Ordinal);
        Assert.Contains("until <time", html, StringComparison.Ordinal);
        Assert.Contains("https://app.example.com/done", html, StringComparison.Ordinal);
        Assert.Contains("1 of 20", html, StringComparison.Ordinal);
        Assert.Contains("Not opened yet", html, StringComparison.Ordinal);
        Assert.DoesNotContain(url, await browser.Page(Page), StringComparison.Ordinal);

        var opened = await front.Anonymous.Get(new Uri(url).AbsolutePath);
        Assert.Equal("/setup-link", opened.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("169")]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("")]
    public async Task Hours_that_cannot_be_are_said_beside_their_field_with_what_was_typed(string hours)
    {
        var tenant = front.NewTenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await Text(await Create(browser, ("expiresInHours", hours), ("returnUrl", "https://app.example.com/")));

        Assert.Contains("Must be from 1 to 168.", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{hours}\" aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"https://app.example.com/\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Your setup link", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://app.example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("\"><script>alert(1)</script>")]
    public async Task A_return_address_that_cannot_be_is_said_beside_its_field(string url)
    {
        var tenant = front.NewTenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await Create(browser, ("expiresInHours", "24"), ("returnUrl", url));

        var raw = await answer.Content.ReadAsStringAsync(Answers.Cancelled);
        Assert.Contains("Must be an https address", WebUtility.HtmlDecode(raw), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", raw, StringComparison.Ordinal);
        Assert.Empty(await Links(tenant).List());
    }

    [Fact]
    public async Task Live_links_say_who_made_them_and_whether_they_were_used_and_ended_ones_are_gone()
    {
        var tenant = front.NewTenant();
        var (used, over) = (await Made(tenant), await Made(tenant));
        front.SetupLinks.Change(used, link => link with { CreatedBy = "grace@example.com", Opened = 3, LastOpenedAt = TimeProvider.System.GetUtcNow().AddMinutes(-5) });
        front.SetupLinks.Change(over, link => link with { CreatedBy = "linus@example.com", RevokedAt = link.CreatedAt });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page(Page);

        Assert.Contains("grace@example.com", html, StringComparison.Ordinal);
        Assert.Contains("Opened 3 times, last", html, StringComparison.Ordinal);
        Assert.Contains("5 min ago", html, StringComparison.Ordinal);
        Assert.DoesNotContain("linus@example.com", html, StringComparison.Ordinal);
        Assert.Contains("1 of 20", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_revoked_and_its_session_ends()
    {
        var tenant = front.NewTenant();
        var made = (await Links(tenant).Create(TimeSpan.FromHours(1), null, [], new Caller(tenant.TenantId)))!;
        using var visitor = new ConsoleBrowser(front);
        await visitor.Get($"/setup-link/open/{made.Code}");
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send(Page, Page, ("_handler", "revoke"), ("id", $"{made.Link.Id}"));

        Assert.EndsWith($"{Page}?done=revoked", Assert.Single(answer.Headers.GetValues("Location")), StringComparison.Ordinal);
        Assert.NotNull(front.SetupLinks.Of(made.Link.Id).RevokedAt);
        await Links(tenant).Received(1).Revoke(made.Link.Id, Arg.Is<Caller>(caller => caller.TenantId == tenant.TenantId), Arg.Any<CancellationToken>());
        Assert.Equal("/setup-link/over", (await visitor.Get("/setup-link")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Another_tenants_link_is_neither_shown_nor_revoked()
    {
        var (mine, theirs) = (front.NewTenant(), front.NewTenant());
        var link = await Made(theirs);
        using var browser = await ConsoleBrowser.SignedIn(front, mine.TenantId);

        Assert.Contains("No live links", await browser.Page(Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Send(Page, Page, ("_handler", "revoke"), ("id", $"{link}"))).StatusCode);
        Assert.Null(front.SetupLinks.Of(link).RevokedAt);
    }

    [Fact]
    public async Task A_twenty_first_link_is_refused_and_says_what_to_do()
    {
        var tenant = front.NewTenant();
        for (var i = 0; i < ISetupLinksGrain.MostLive; i++)
        {
            await Made(tenant);
        }

        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await Text(await Create(browser, ("expiresInHours", "24"), ("returnUrl", "https://app.example.com/")));

        Assert.Contains("You have 20 live links, as many as you may have. Revoke one below.", html, StringComparison.Ordinal);
        Assert.Contains("value=\"https://app.example.com/\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_only_read_sees_the_links_and_makes_and_revokes_none()
    {
        var tenant = front.NewTenant();
        var link = await Made(tenant);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId, "jobvite.read");

        var html = await browser.Page(Page);

        Assert.Contains("You can look but not change", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Make link", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"id\"", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendBare(Page, ("_handler", "create"), ("expiresInHours", "24"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendBare(Page, ("_handler", "revoke"), ("id", $"{link}"))).StatusCode);
        Assert.Single(await Links(tenant).List());
        Assert.Null(front.SetupLinks.Of(link).RevokedAt);
    }

    [Fact]
    public async Task Whoever_opens_links_in_a_loop_is_told_to_wait()
    {
        await using var strict = new FrontHost(new Dictionary<string, string?> { ["Frontend:RequestBurst"] = "5", ["Frontend:RequestsPerSecond"] = "1" });
        await strict.InitializeAsync();

        HttpResponseMessage answer;
        var opened = 0;
        do
        {
            answer = await strict.Anonymous.Get("/setup-link/open/made-up");
            Assert.True(++opened < 100, "100 links were opened at once.");
        }
        while (answer.StatusCode == HttpStatusCode.Redirect);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.InRange(opened, 6, 20);
    }

    private static Task<HttpResponseMessage> Create(ConsoleBrowser browser, params (string Name, string Value)[] fields) => browser.Send(Page, Page, [("_handler", "create"), .. fields]);

    private static async Task<Guid> Made(PlayedTenant tenant) => Guid.Parse((await tenant.Client.Post(Rest).Json(HttpStatusCode.Created))["id"]!.GetValue<string>());

    private static async Task<string> Text(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Answers.Cancelled));
    }

    private ISetupLinksGrain Links(PlayedTenant tenant) => front.Grain<ISetupLinksGrain>(TenantKey.Of(tenant.TenantId).ToString());

    [GeneratedRegex("id=\"setup-link\"[^>]*>([^<]+)<")]
    private static partial Regex Address();
}
