using System.Globalization;
using System.Net;
using System.Text;
using Jobvite.WebFrontend.Console.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests.Console;

/// <summary>A session ends where it is kept, not where its cookie is.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly FrontHost _front;

    public SessionTests() => _front = new(new Dictionary<string, string?> { ["Jwt:MaxTokenHours"] = "87600" }) { Configure = services => services.AddSingleton<TimeProvider>(_clock) };

    public ValueTask InitializeAsync() => _front.InitializeAsync();

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_after_the_sign_out()
    {
        using var browser = await ConsoleBrowser.SignedIn(_front, _front.NewTenantWithoutCompany().TenantId);
        using var thief = CopyOf(browser, _front);
        Assert.Equal(HttpStatusCode.OK, (await thief.Get("/")).StatusCode);

        var answer = await browser.Send("/sign-out", "/");

        Assert.Equal("/sign-in?reason=signed-out", answer.Headers.Location?.OriginalString);
        await IsSignedOut(thief);
    }

    [Fact]
    public async Task Another_front_end_refuses_it_within_seconds()
    {
        await using var other = new FrontHost(new Dictionary<string, string?>())
        {
            Configure = services => services
                .AddSingleton<TimeProvider>(_clock)
                .AddSingleton(_front.Services.GetRequiredService<IGrainFactory>())
                .AddSingleton(_front.Services.GetRequiredService<IDataProtectionProvider>()),
        };
        await other.InitializeAsync();
        using var browser = await ConsoleBrowser.SignedIn(_front, _front.NewTenantWithoutCompany().TenantId);
        using var thief = CopyOf(browser, other);
        Assert.Equal(HttpStatusCode.OK, (await thief.Get("/")).StatusCode);

        await browser.Send("/sign-out", "/");
        _clock.Advance(ConsoleSessions.Memory);

        await IsSignedOut(thief);
    }

    [Fact]
    public async Task A_ten_year_token_makes_a_session_of_twelve_hours()
    {
        using var browser = new ConsoleBrowser(_front);
        var token = Tokens.Signed(Tokens.Claims(_front.NewTenantWithoutCompany().TenantId), new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FrontHost.Key)), expiresIn: TimeSpan.FromDays(3640));
        await browser.Get(_front.Services.GetRequiredService<SignInLinks>().Issue(token));
        await browser.Page("/");

        _clock.Advance(TimeSpan.FromHours(11.9));
        await browser.Page("/");
        _clock.Advance(TimeSpan.FromHours(0.2));

        await IsSignedOut(browser);
    }

    [Fact]
    public async Task A_session_never_lasts_longer_than_its_token()
    {
        using var browser = await ConsoleBrowser.SignedIn(_front, _front.NewTenantWithoutCompany().TenantId);

        _clock.Advance(TimeSpan.FromMinutes(11));

        await IsSignedOut(browser);
    }

    [Fact]
    public async Task A_person_sees_and_ends_their_sessions_and_nobody_elses()
    {
        var tenant = _front.NewTenantWithoutCompany().TenantId;
        using var browser = await ConsoleBrowser.SignedIn(_front, tenant, "jobvite.read");
        using var laptop = new ConsoleBrowser(_front);
        laptop.Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0");
        await laptop.Get(_front.Services.GetRequiredService<SignInLinks>().Issue(Tokens.For(tenant)));
        using var stranger = await ConsoleBrowser.SignedIn(_front, _front.NewTenantWithoutCompany().TenantId);

        var page = await browser.Page("/sessions");
        Assert.Contains("Firefox on Windows", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Firefox on Windows", await stranger.Page("/sessions"), StringComparison.Ordinal);
        var id = page.Split("name=\"id\" value=\"")[1].Split('"')[0];

        await stranger.Send("/sessions/end", "/sessions", ("id", id));
        Assert.Equal(HttpStatusCode.OK, (await laptop.Get("/sessions")).StatusCode);
        await browser.Send("/sessions/end", "/sessions", ("id", id));

        await IsSignedOut(laptop, "/sessions");
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/sessions")).StatusCode);
    }

    [Fact]
    public async Task All_other_sessions_end_at_once()
    {
        var tenant = _front.NewTenantWithoutCompany().TenantId;
        using var browser = await ConsoleBrowser.SignedIn(_front, tenant);
        using var second = await ConsoleBrowser.SignedIn(_front, tenant);
        using var third = await ConsoleBrowser.SignedIn(_front, tenant);

        await browser.Send("/sessions/end", "/sessions", ("id", "others"));

        await IsSignedOut(second);
        await IsSignedOut(third);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/")).StatusCode);
    }

    [Fact]
    public async Task The_cluster_is_asked_once_every_few_seconds_however_many_pages_are_opened()
    {
        using var browser = await ConsoleBrowser.SignedIn(_front, _front.NewTenantWithoutCompany().TenantId);
        for (var i = 0; i < 20; i++)
        {
            await browser.Page("/");
        }

        Assert.Equal(1, _front.Sessions.Sum(sessions => sessions.Looks));
    }

    [Fact]
    public async Task A_form_of_one_tenants_person_is_refused_for_the_same_name_in_another_tenant()
    {
        using var browser = await ConsoleBrowser.SignedIn(_front, _front.NewTenantWithoutCompany().TenantId);
        var form = (await browser.Page("/sessions")).Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        await browser.Get(_front.Services.GetRequiredService<SignInLinks>().Issue(Tokens.For(_front.NewTenantWithoutCompany().TenantId)));

        var answer = await browser.SendBare("/theme", ("theme", "dark"), ("__RequestVerificationToken", form));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Send("/theme", "/sessions", ("theme", "dark"))).StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.x")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.x")]
    [InlineData("2001:db8:1:2::7", "2001:0db8:0001:…")]
    [InlineData("127.0.0.1", "this machine")]
    public void A_network_is_shown_without_the_machine(string address, string network) =>
        Assert.Equal(network, Visitor.NetworkOf(IPAddress.Parse(address)));

    private static ConsoleBrowser CopyOf(ConsoleBrowser browser, FrontHost front)
    {
        var copy = new ConsoleBrowser(front);
        copy.Client.DefaultRequestHeaders.Add("Cookie", string.Create(CultureInfo.InvariantCulture, $"jobvite={browser.Cookies["jobvite"]!.Value}"));
        return copy;
    }

    private static async Task IsSignedOut(ConsoleBrowser browser, string path = "/")
    {
        var answer = await browser.Get(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
