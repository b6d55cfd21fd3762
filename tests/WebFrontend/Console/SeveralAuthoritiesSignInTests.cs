using System.Net;
using System.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests.Console;

/// <summary>People of two organisations sign in, each at their own authority. Both authorities know them by the same name.</summary>
public sealed class SeveralAuthoritiesSignInTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly Side _first = new("", "console");
    private readonly Side _acme = new("acme", "console-at-acme");
    private FrontHost _front = null!;

    public async ValueTask InitializeAsync()
    {
        await _first.Start(_clock);
        await _acme.Start(_clock);
        _front = new(new Dictionary<string, string?>
        {
            ["Jwt:Authority"] = _first.Authority.Issuer,
            ["Jwt:Audience"] = "jobvite",
            ["Jwt:ClientId"] = _first.ClientId,
            ["Jwt:Authorities:0:Name"] = "acme",
            ["Jwt:Authorities:0:Authority"] = _acme.Authority.Issuer,
            ["Jwt:Authorities:0:Audience"] = "jobvite",
            ["Jwt:Authorities:0:ClientId"] = _acme.ClientId,
            ["Jwt:Authorities:0:Tenants"] = "*",
        })
        {
            Configure = services => services.AddSingleton<TimeProvider>(_clock),
        };
        await _front.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _first.Authority.DisposeAsync();
        await _acme.Authority.DisposeAsync();
    }

    [Fact]
    public async Task The_sign_in_page_offers_each_authority_by_its_name()
    {
        using var browser = new ConsoleBrowser(_front);

        var page = await browser.Page("/sign-in?returnTo=%2Fsync");

        Assert.Contains("href=\"/sign-in/authority?returnTo=%2Fsync\">Sign in with your organisation<", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in/authority/acme?returnTo=%2Fsync\">Sign in with acme<", page, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await browser.Get("/sign-in/authority/nobody")).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_has_a_redirect_address_of_its_own_and_cannot_answer_for_the_other()
    {
        using var browser = new ConsoleBrowser(_front);
        var callback = await Authorize(browser, _acme);
        Assert.StartsWith("/sign-in/callback/acme?", callback, StringComparison.Ordinal);

        var mixed = await browser.Get(callback.Replace("/callback/acme?", "/callback?", StringComparison.Ordinal));

        Assert.Contains("reason=authority", mixed.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "jobvite");
        Assert.Equal("/sessions", (await browser.Get(callback)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task An_access_token_that_the_other_authority_made_signs_nobody_in()
    {
        _acme.AccessToken = () => _first.Authority.Sign(_first.Key, "jobvite", "shared", expiresIn: TimeSpan.FromHours(1));
        using var browser = new ConsoleBrowser(_front);

        var answer = await browser.Get(await Authorize(browser, _acme));

        var page = await browser.Page(answer.Headers.Location!.OriginalString);
        Assert.Contains("made by somebody else", page, StringComparison.Ordinal);
        Assert.Contains("Try again with acme", page, StringComparison.Ordinal);
        Assert.Contains("Sign in with your organisation", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_whom_both_authorities_call_the_same_are_not_the_same_person()
    {
        using var one = await SignedIn(_first);
        using var other = await SignedIn(_acme);

        Assert.DoesNotContain("End all others", await one.Page("/sessions"), StringComparison.Ordinal);
        Assert.Equal(2, _front.Sessions.Count());
    }

    [Fact]
    public async Task A_session_is_renewed_where_it_began()
    {
        using var browser = await SignedIn(_acme);

        _clock.Advance(TimeSpan.FromMinutes(4.5));
        await browser.Page("/sessions");

        Assert.Equal((0, 1), (_first.Renewals, _acme.Renewals));
    }

    [Fact]
    public async Task Signing_out_goes_to_the_authority_of_the_session()
    {
        using var browser = await SignedIn(_acme);

        var page = WebUtility.HtmlDecode(await (await browser.Send("/sign-out", "/sessions")).Content.ReadAsStringAsync(Answers.Cancelled));

        var address = new Uri(page.Split("content=\"0;url=")[1].Split('"')[0]);
        Assert.StartsWith($"{_acme.Authority.Issuer}/end?", address.ToString(), StringComparison.Ordinal);
        Assert.Equal(_acme.ClientId, HttpUtility.ParseQueryString(address.Query)["client_id"]);
    }

    [Fact]
    public async Task An_authority_ends_the_sessions_that_began_there_and_no_others()
    {
        using var browser = await SignedIn(_acme);

        Assert.Equal(HttpStatusCode.OK, await Logout(_first, _first.ClientId));
        Assert.Equal(HttpStatusCode.BadRequest, await Logout(_acme, _first.ClientId));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/sessions")).StatusCode);

        Assert.Equal(HttpStatusCode.OK, await Logout(_acme, _acme.ClientId));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/sessions")).StatusCode);
    }

    [Theory]
    [InlineData("/signout-oidc")]
    [InlineData("/signout-callback-oidc")]
    public async Task An_address_of_the_library_signs_nobody_out(string path)
    {
        using var browser = await SignedIn(_acme);

        await browser.Get(path);

        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/sessions")).StatusCode);
    }

    [Fact]
    public async Task While_one_is_away_people_sign_in_at_the_other_and_the_log_names_the_one()
    {
        _first.Authority.Away = true;
        using var browser = new ConsoleBrowser(_front);
        Assert.Contains("reason=authority", (await browser.Get("/sign-in/authority")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains(_front.Log.Lines, line => line.Contains("at the authority of your organisation", StringComparison.Ordinal));

        using var other = await SignedIn(_acme);
    }

    private async Task<HttpStatusCode> Logout(Side side, string audience)
    {
        var token = side.Authority.Sign(side.Key, audience, null, claims =>
        {
            claims.Remove("email");
            claims["iat"] = _clock.GetUtcNow().ToUnixTimeSeconds();
            claims["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() };
        });
        return (await _front.Anonymous.PostAsync(new Uri("/sign-in/backchannel-logout", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]), Answers.Cancelled)).StatusCode;
    }

    private async Task<ConsoleBrowser> SignedIn(Side side)
    {
        var browser = new ConsoleBrowser(_front);
        Assert.Equal("/sessions", (await browser.Get(await Authorize(browser, side))).Headers.Location?.OriginalString);
        return browser;
    }

    private static async Task<string> Authorize(ConsoleBrowser browser, Side side)
    {
        var path = side.Name.Length > 0 ? $"/sign-in/authority/{side.Name}" : "/sign-in/authority";
        var location = (await browser.Get(path + "?returnTo=%2Fsessions")).Headers.Location!;
        Assert.StartsWith($"{side.Authority.Issuer}/authorize", location.ToString(), StringComparison.Ordinal);
        var asked = HttpUtility.ParseQueryString(location.Query);
        Assert.Equal(side.ClientId, asked["client_id"]);
        side.Nonce = asked["nonce"]!;
        return $"{new Uri(asked["redirect_uri"]!).AbsolutePath}?code=the-code&state={Uri.EscapeDataString(asked["state"]!)}";
    }

    /// <summary>An authority, and this service as its client.</summary>
    private sealed class Side(string name, string clientId)
    {
        public string Name => name;

        public string ClientId => clientId;

        public PlayedAuthority Authority { get; private set; } = null!;

        public RsaSecurityKey Key { get; private set; } = null!;

        public string Nonce { get; set; } = "";

        public int Renewals { get; private set; }

        public Func<string>? AccessToken { get; set; }

        public async Task Start(TimeProvider clock)
        {
            Authority = await PlayedAuthority.Start();
            Authority.More["end_session_endpoint"] = $"{Authority.Issuer}/end";
            Key = Authority.NewRsaKey("key-of-both");
            Authority.Token = form => Answer(form, clock.GetUtcNow() - TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5));
        }

        private object Answer(IFormCollection form, TimeSpan good)
        {
            Renewals += form["grant_type"] == "refresh_token" ? 1 : 0;
            return new
            {
                token_type = "Bearer",
                id_token = Authority.Sign(Key, clientId, null, claims => claims["nonce"] = Nonce, good),
                access_token = AccessToken?.Invoke() ?? Authority.Sign(Key, "jobvite", "shared", expiresIn: good),
                refresh_token = "refresh",
            };
        }
    }
}
