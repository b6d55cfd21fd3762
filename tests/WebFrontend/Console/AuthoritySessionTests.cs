using System.Net;
using System.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests.Console;

/// <summary>Sessions that began at an authority: they are renewed, and end here and there.</summary>
public sealed class AuthoritySessionTests : IAsyncLifetime
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly string _tenant = "tenant-" + Guid.NewGuid().ToString("N");
    private PlayedAuthority _authority = null!;
    private RsaSecurityKey _key = null!;
    private FrontHost _front = null!;
    private string _nonce = "";
    private int _renewals;

    private Func<IFormCollection, object?> Renewal { get; set; } = _ => null;

    private TimeSpan TokenLife { get; set; } = TimeSpan.FromMinutes(5);

    public async ValueTask InitializeAsync()
    {
        _authority = await PlayedAuthority.Start();
        _authority.More["end_session_endpoint"] = $"{_authority.Issuer}/end";
        _key = _authority.NewRsaKey("k1");
        _authority.Token = form => form["grant_type"] == "refresh_token" ? Renewed(form) : Answer("jobvite.read jobvite.manage", "refresh-0");
        _front = new(new Dictionary<string, string?> { ["Jwt:Authority"] = _authority.Issuer, ["Jwt:Audience"] = "jobvite", ["Jwt:ClientId"] = "console" })
        {
            Configure = services => services.AddSingleton<TimeProvider>(_clock),
        };
        await _front.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _authority.DisposeAsync();
    }

    [Fact]
    public async Task A_session_outlives_its_access_token_and_takes_what_the_next_one_says()
    {
        Renewal = form => form["refresh_token"] == $"refresh-{_renewals - 1}" && form["client_id"] == "console" ? Answer("jobvite.read", $"refresh-{_renewals}") : null;
        using var browser = await SignedIn();
        Assert.DoesNotContain("Read-only", await browser.Page("/sync"), StringComparison.Ordinal);

        for (var i = 1; i <= 3; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(4.5));
            Assert.Contains("Read-only", await browser.Page("/sync"), StringComparison.Ordinal);
            Assert.Equal(i, _renewals);
        }
    }

    [Fact]
    public async Task After_a_long_rest_one_request_renews_the_session_and_the_others_wait_for_it()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var go = new ManualResetEventSlim();
        Renewal = _ =>
        {
            asked.TrySetResult();
            go.Wait(TimeSpan.FromSeconds(30));
            return Answer("jobvite.read", "refresh-1");
        };
        using var browser = await SignedIn();
        _clock.Advance(TimeSpan.FromHours(3));

        var first = browser.Get("/sessions");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Answers.Cancelled);
        var second = browser.Get("/sessions");
        go.Set();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        // Less in all than the life of the new token, however slow the machine.
        for (var ahead = TimeSpan.Zero; !second.IsCompleted && ahead < TimeSpan.FromMinutes(1); ahead += TimeSpan.FromMilliseconds(250))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(second, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Answers.Cancelled));
        }

        Assert.Equal(HttpStatusCode.OK, (await second).StatusCode);
        Assert.Equal(1, _renewals);
    }

    [Fact]
    public async Task It_ends_after_twelve_hours_all_the_same()
    {
        TokenLife = TimeSpan.FromDays(2);
        using var browser = await SignedIn();

        _clock.Advance(TimeSpan.FromHours(12.1));

        Assert.StartsWith("/sign-in", (await browser.Get("/")).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_the_authority_does_not_renew_is_over()
    {
        using var browser = await SignedIn();
        _clock.Advance(TimeSpan.FromMinutes(4.5));

        Assert.StartsWith("/sign-in", (await browser.Get("/")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(1, _renewals);
    }

    [Fact]
    public async Task While_the_authority_is_away_a_session_goes_on_for_ten_minutes()
    {
        using var browser = await SignedIn();
        _authority.Away = true;
        _clock.Advance(TimeSpan.FromMinutes(10));
        await browser.Page("/");
        _front.Sessions.Single().ForgetRenewals();
        _clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_goes_on_to_the_authority()
    {
        using var browser = await SignedIn();

        var answer = await browser.Send("/sign-out", "/sessions");

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Answers.Cancelled));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var address = new Uri(page.Split("content=\"0;url=")[1].Split('"')[0]);
        Assert.StartsWith($"{_authority.Issuer}/end?", address.ToString(), StringComparison.Ordinal);
        var said = HttpUtility.ParseQueryString(address.Query);
        Assert.Equal(("console", new Uri(_front.Address, "/sign-in/signed-out").ToString()), (said["client_id"], said["post_logout_redirect_uri"]));
        Assert.Equal(3, said["id_token_hint"]!.Split('.').Length);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/sessions")).StatusCode);
        Assert.Equal("/sign-in?reason=signed-out", (await browser.Get("/sign-in/signed-out")).Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("the session")]
    [InlineData("the person")]
    public async Task A_sign_out_at_the_authority_ends_the_session_here(string what)
    {
        using var browser = await SignedIn();

        Assert.Equal(HttpStatusCode.OK, await Logout(what));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/sessions")).StatusCode);
    }

    [Theory]
    [InlineData("another session")]
    [InlineData("another person")]
    public async Task A_sign_out_of_somebody_else_changes_nothing(string what)
    {
        using var browser = await SignedIn();

        Assert.Equal(HttpStatusCode.OK, await Logout(what));

        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/sessions")).StatusCode);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("an id token")]
    [InlineData("no event")]
    [InlineData("another audience")]
    [InlineData("another key")]
    [InlineData("an old token")]
    [InlineData("nobody")]
    public async Task What_is_no_logout_token_ends_nothing(string what)
    {
        using var browser = await SignedIn();

        Assert.Equal(HttpStatusCode.BadRequest, await Logout(what));

        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/sessions")).StatusCode);
    }

    private async Task<HttpStatusCode> Logout(string what)
    {
        using var other = System.Security.Cryptography.RSA.Create(2048);
        var token = what == "nothing" ? "" : _authority.Sign(what == "another key" ? new RsaSecurityKey(other) { KeyId = "k1" } : _key, what == "another audience" ? "jobvite" : "console", null, claims =>
        {
            claims.Remove("email");
            claims["iat"] = _clock.GetUtcNow().AddHours(what == "an old token" ? -1 : 0).ToUnixTimeSeconds();
            claims["events"] = new Dictionary<string, object> { [LogoutEvent] = new Dictionary<string, object>() };
            if (what is "another person")
            {
                claims["sub"] = "person-2";
            }

            if (what is "the session" or "another session")
            {
                claims["sid"] = what == "the session" ? "session-at-authority" : "session-of-somebody";
            }

            if (what is "no event" or "nobody")
            {
                claims.Remove(what == "nobody" ? "sub" : "events");
            }

            if (what == "an id token")
            {
                claims["nonce"] = "n";
            }
        });
        var answer = await _front.Anonymous.PostAsync(new Uri("/sign-in/backchannel-logout", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]), Answers.Cancelled);
        return answer.StatusCode;
    }

    private object? Renewed(IFormCollection form)
    {
        _renewals++;
        return Renewal(form);
    }

    private object Answer(string scope, string refreshToken)
    {
        var good = _clock.GetUtcNow() - TimeProvider.System.GetUtcNow() + TokenLife;
        return new
        {
            token_type = "Bearer",
            id_token = _authority.Sign(_key, "console", null, c => (c["nonce"], c["sid"]) = (_nonce, "session-at-authority"), good),
            access_token = _authority.Sign(_key, "jobvite", _tenant, c => c["scope"] = scope, good),
            refresh_token = refreshToken,
        };
    }

    private async Task<ConsoleBrowser> SignedIn()
    {
        var browser = new ConsoleBrowser(_front);
        var asked = HttpUtility.ParseQueryString((await browser.Get("/sign-in/authority?returnTo=%2Fsessions")).Headers.Location!.Query);
        _nonce = asked["nonce"]!;
        var back = await browser.Get($"/sign-in/callback?code=the-code&state={Uri.EscapeDataString(asked["state"]!)}");
        Assert.Equal("/sessions", back.Headers.Location?.OriginalString);
        return browser;
    }
}
