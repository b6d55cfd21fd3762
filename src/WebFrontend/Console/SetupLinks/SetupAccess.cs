using System.Security.Claims;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend.Console.SetupLinks;

/// <summary>
/// Who came through a setup link. They have a cookie and a scheme of their own, which no other policy names, and no scope, which every other policy asks for:
/// their session opens the pages of the setup and nothing else. The cookie names the link; whether the link is live is asked at every request.
/// </summary>
internal static class SetupAccess
{
    public const string Scheme = "setup-link";

    /// <summary>The pages of the setup. Like the console's policies it names its own cookie and no other scheme.</summary>
    public const string Policy = "console-setup-link";

    public const string Home = "/setup-link";
    public const string CredentialsPath = Home + "/credentials";

    /// <summary>Where everybody ends whose link is unknown, expired or revoked.</summary>
    public const string OverPath = Home + "/over";

    /// <summary>Before the code that opens a link.</summary>
    public const string OpenPrefix = Home + "/open";

    private const string LinkClaim = "setup_link";
    private static readonly object LinkItem = new();

    public static void Configure(AuthorizationOptions options) =>
        options.AddPolicy(Policy, p => p.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser().RequireClaim(LinkClaim));

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "jobvite-setup";
        options.Cookie.HttpOnly = true;
        options.Cookie.Path = "/";
        // The link is opened from a mail or another site; with Strict the first page would not know who one is. Forms have a token of their own.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new HostCookieManager();
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = FindLink;
        options.Events.OnRedirectToLogin = static context =>
        {
            context.Response.Redirect(OverPath);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = options.Events.OnRedirectToLogin;
    }

    /// <summary>Begins a session for whoever opened a link.</summary>
    public static Task SignIn(HttpContext http, SetupLink link)
    {
        var longest = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()
            + TimeSpan.FromHours(http.RequestServices.GetRequiredService<IOptions<FrontendSettings>>().Value.SessionHours);
        var cookie = new ClaimsPrincipal(new ClaimsIdentity([new(LinkClaim, link.Id.ToString("N"))], Scheme));
        return http.SignInAsync(Scheme, cookie, new() { ExpiresUtc = link.ExpiresAt < longest ? link.ExpiresAt : longest, AllowRefresh = false });
    }

    /// <summary>The link of this request's session.</summary>
    public static SetupLink LinkOf(HttpContext http) => (SetupLink)http.Items[LinkItem]!;

    /// <summary>Whether somebody came through a setup link.</summary>
    public static bool IsSetup(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == LinkClaim);

    private static async Task FindLink(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (Guid.TryParseExact(context.Principal?.FindFirst(LinkClaim)?.Value, "N", out var id) && await http.RequestServices.GetRequiredService<SetupSessions>().Find(id) is { } link)
        {
            http.Items[LinkItem] = link;
            context.ReplacePrincipal(UserOf(link));
            return;
        }

        context.RejectPrincipal();
        await http.SignOutAsync(Scheme);
    }

    /// <summary>What the link lets its user be: somebody of the tenant, without any scope.</summary>
    private static ClaimsPrincipal UserOf(SetupLink link) => new(new ClaimsIdentity(
        [
            new(LinkClaim, link.Id.ToString("N")),
            new(TenantAccess.TenantClaim, link.TenantId),
            new("sub", link.Subject),
            .. link.Companies.Select(company => new Claim(TenantAccess.CompanyClaim, company)),
        ],
        Scheme));
}
