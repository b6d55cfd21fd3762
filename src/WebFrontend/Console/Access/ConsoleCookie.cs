using System.Security.Claims;
using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>What a person's browser keeps instead of the token: the name of a session that the cluster keeps, protected.</summary>
internal static class ConsoleCookie
{
    public const string Scheme = "console";
    public const string SignInPath = "/sign-in";
    public const string ReturnParameter = "returnTo";

    private static readonly object SessionItem = new();

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "jobvite";
        options.Cookie.HttpOnly = true;
        options.Cookie.Path = "/";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new HostCookieManager();
        // The ticket carries the session's own end.
        options.SlidingExpiration = false;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = ReturnParameter;
        options.Events.OnValidatePrincipal = FindSession;
        options.Events.OnRedirectToLogin = static context =>
        {
            if (context.Request.Path.StartsWithSegments(ConsolePage.DataPrefix))
            {
                // A script asked: a page to sign in at would be no answer for it.
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }
            else
            {
                // One comes back to a page, not to a form that was posted somewhere else.
                var isPage = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
                context.Response.Redirect(isPage ? new Uri(context.RedirectUri).PathAndQuery : SignInPath);
            }

            return Task.CompletedTask;
        };
    }

    /// <summary>Begins a session for a person, at the longest until <paramref name="expires"/>, the end of the token.</summary>
    public static async Task SignIn(HttpContext http, ClaimsPrincipal user, DateTimeOffset expires)
    {
        var (cookie, endsAt) = await http.RequestServices.GetRequiredService<ConsoleSessions>().Begin(http, user, new(expires, SessionRenewal.ClaimsOf(user), null, null));
        await http.SignInAsync(Scheme, cookie, new() { ExpiresUtc = endsAt, AllowRefresh = false });
    }

    /// <summary>The session of this request's person; null for one who is not signed in.</summary>
    public static ConsoleSession? SessionOf(HttpContext http) => http.Items[SessionItem] as ConsoleSession;

    /// <summary>A cookie whose session is over, or was ended somewhere else, is worth nothing, however good its protection.</summary>
    private static async Task FindSession(CookieValidatePrincipalContext context)
    {
        if (context.Principal is { } cookie && await context.HttpContext.RequestServices.GetRequiredService<ConsoleSessions>().Find(context.HttpContext, cookie) is (var user, var session))
        {
            context.ReplacePrincipal(user);
            context.HttpContext.Items[SessionItem] = session;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }
}
