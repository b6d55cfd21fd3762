using System.Net;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests.Console;

/// <summary>The way over an OpenID Connect authority, which is played by a server of the test's own.</summary>
public sealed class AuthoritySignInTests : IAsyncLifetime
{
    private PlayedAuthority _authority = null!;
    private RsaSecurityKey _key = null!;
    private FrontHost _front = null!;
    private string _nonce = "";
    private string _challenge = "";

    private string Issuer => _authority.Issuer;

    /// <summary>What the access token says beside the usual.</summary>
    private string Audience { get; set; } = "jobvite";

    private string? TenantId { get; set; } = "tenant-of-authority";

    public async ValueTask InitializeAsync()
    {
        _authority = await PlayedAuthority.Start();
        _key = _authority.NewRsaKey("k1");
        _authority.Token = form => form["code"] != "the-code" || PlayedAuthority.ChallengeOf(form) != _challenge || form["client_secret"] != "client-pass"
            ? null
            : new { token_type = "Bearer", expires_in = 600, id_token = _authority.Sign(_key, "console", TenantId, c => c["nonce"] = _nonce), access_token = _authority.Sign(_key, Audience, TenantId) };
        _front = new(new Dictionary<string, string?>
        {
            ["Jwt:Authority"] = Issuer,
            ["Jwt:Audience"] = "jobvite",
            ["Jwt:ClientId"] = "console",
            ["Jwt:ClientSecret"] = "client-pass",
        });
        await _front.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _authority.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_whom_the_authority_knows_is_signed_in_with_the_access_tokens_claims()
    {
        using var browser = new ConsoleBrowser(_front);
        Assert.Contains("Sign in with your organisation", await browser.Page("/sign-in?returnTo=%2Fsync"), StringComparison.Ordinal);

        var back = await browser.Get(await Authorize(browser, "/sign-in/authority?returnTo=%2Fsync"));

        Assert.Equal("/sync", back.Headers.Location?.ToString());
        Assert.Contains(back.Headers.GetValues("Set-Cookie"), c => c.StartsWith("jobvite=", StringComparison.Ordinal) && c.Contains("samesite=lax", StringComparison.OrdinalIgnoreCase));
        await browser.Page("/sync");
    }

    [Fact]
    public async Task An_access_token_for_another_service_signs_nobody_in()
    {
        Audience = "payroll";
        await IsRefused();
    }

    [Fact]
    public async Task An_access_token_without_a_tenant_signs_nobody_in()
    {
        TenantId = null;
        await IsRefused();
    }

    [Fact]
    public async Task A_callback_that_this_browser_did_not_ask_for_signs_nobody_in()
    {
        using var victim = new ConsoleBrowser(_front);
        using var attacker = new ConsoleBrowser(_front);
        var callback = await Authorize(attacker, "/sign-in/authority");

        var answer = await victim.Get(callback);

        Assert.EndsWith("/sign-in?reason=authority", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(victim.Cookies, c => c.Name == "jobvite");
    }

    private async Task IsRefused()
    {
        using var browser = new ConsoleBrowser(_front);
        var answer = await browser.Get(await Authorize(browser, "/sign-in/authority"));

        Assert.EndsWith("/sign-in?reason=authority", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies, c => c.Name == "jobvite");
        Assert.Contains("did not work", await browser.Page("/sign-in?reason=authority"), StringComparison.Ordinal);
    }

    /// <summary>Goes to the authority as a browser would, and comes back with its answer.</summary>
    private async Task<string> Authorize(ConsoleBrowser browser, string path)
    {
        var answer = await browser.Get(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith($"{Issuer}/authorize", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        var asked = HttpUtility.ParseQueryString(answer.Headers.Location.Query);
        Assert.Equal(("code", "S256", "console"), (asked["response_type"], asked["code_challenge_method"], asked["client_id"]));
        Assert.EndsWith("/sign-in/callback", asked["redirect_uri"], StringComparison.Ordinal);
        (_nonce, _challenge) = (asked["nonce"]!, asked["code_challenge"]!);
        return $"/sign-in/callback?code=the-code&state={Uri.EscapeDataString(asked["state"]!)}";
    }
}
