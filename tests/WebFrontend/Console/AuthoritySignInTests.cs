using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Web;
using Microsoft.AspNetCore.Http;
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
        _front = new(Settings());
        await _front.InitializeAsync();
    }

    private Dictionary<string, string?> Settings(params (string Name, string Value)[] more) => new(more.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value)))
    {
        ["Jwt:Authority"] = Issuer,
        ["Jwt:Audience"] = "jobvite",
        ["Jwt:ClientId"] = "console",
        ["Jwt:ClientSecret"] = "client-pass",
    };

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

        Assert.Contains("not begun in this browser", await victim.Page(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.DoesNotContain(victim.Cookies, c => c.Name == "jobvite");
    }

    [Fact]
    public async Task An_authority_that_is_away_leads_back_to_the_sign_in_page_with_the_reason()
    {
        _authority.Away = true;
        using var browser = new ConsoleBrowser(_front);

        var answer = await browser.Get("/sign-in/authority?returnTo=%2Fsync");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await browser.Page(answer.Headers.Location!.OriginalString);
        Assert.Contains("cannot be reached: it answered with status 503", page, StringComparison.Ordinal);
        Assert.Contains("returnTo=%2Fsync", page, StringComparison.Ordinal);
        Assert.Single(_front.Log.Lines, line => line.Contains("could not sign in at the authority", StringComparison.Ordinal));
        Assert.DoesNotContain(_front.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_nobody_knows_is_named_as_the_reason()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=login", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var unknown = await PlayedAuthority.Start(certificate);
        var settings = Settings();
        settings["Jwt:Authority"] = unknown.Issuer;
        await using var front = new FrontHost(settings);
        await front.InitializeAsync();
        using var browser = new ConsoleBrowser(front);

        var answer = await browser.Get("/sign-in/authority");

        Assert.Contains("certificate is not trusted here", await browser.Page(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_address_that_the_authority_does_not_know_is_named()
    {
        _authority.More["pushed_authorization_request_endpoint"] = $"{Issuer}/par";
        _authority.Pushed = _ => Results.BadRequest(new { error = "invalid_request", error_description = "redirect_uri did not match" });
        using var browser = new ConsoleBrowser(_front);

        var answer = await browser.Get("/sign-in/authority");

        Assert.Contains($"must register {new Uri(_front.Address, "/sign-in/callback")} there", await browser.Page(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_changes_their_mind_is_back_where_they_were_and_nothing_is_logged()
    {
        using var browser = new ConsoleBrowser(_front);
        var callback = await Authorize(browser, "/sign-in/authority?returnTo=%2Fsync");

        var answer = await browser.Get(callback.Replace("code=the-code", "error=access_denied", StringComparison.Ordinal));

        Assert.EndsWith("/sign-in?reason=cancelled&returnTo=%2Fsync", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain(_front.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trying_again_after_an_account_without_a_tenant_asks_for_the_account()
    {
        TenantId = null;
        using var browser = new ConsoleBrowser(_front);
        var refused = await browser.Get(await Authorize(browser, "/sign-in/authority?returnTo=%2Fsync"));
        var page = await browser.Page(refused.Headers.Location!.OriginalString);
        var link = page.Split("href=\"/sign-in/authority")[1].Split('"')[0];

        var again = await browser.Get("/sign-in/authority" + link);

        var asked = HttpUtility.ParseQueryString(again.Headers.Location!.Query);
        Assert.Equal("select_account", asked["prompt"]);
        Assert.Contains("returnTo=%2Fsync", link, StringComparison.Ordinal);
        Assert.Contains("tenant_id", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_in_the_address_cannot_be_made_up()
    {
        using var browser = new ConsoleBrowser(_front);
        Assert.DoesNotContain("Call this number", await browser.Page("/sign-in?reason=authority&why=Call+this+number"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Further_parameters_go_along()
    {
        await using var front = new FrontHost(Settings(("Jwt:ClientParameters", "audience=https://jobvite.example.com;prompt=login")));
        await front.InitializeAsync();
        using var browser = new ConsoleBrowser(front);

        var asked = HttpUtility.ParseQueryString((await browser.Get("/sign-in/authority")).Headers.Location!.Query);

        Assert.Equal(("https://jobvite.example.com", "login"), (asked["audience"], asked["prompt"]));
    }

    private async Task IsRefused()
    {
        using var browser = new ConsoleBrowser(_front);
        var answer = await browser.Get(await Authorize(browser, "/sign-in/authority"));

        Assert.StartsWith("/sign-in?reason=authority", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies, c => c.Name == "jobvite");
        Assert.Contains("does not open this service", await browser.Page(answer.Headers.Location.OriginalString), StringComparison.Ordinal);
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
