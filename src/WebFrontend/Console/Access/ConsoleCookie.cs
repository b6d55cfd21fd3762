using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>What a person's browser keeps instead of the token: the token's claims, protected, for as long as the token is good.</summary>
internal static class ConsoleCookie
{
    public const string Scheme = "console";
    public const string SignInPath = "/sign-in";
    public const string ReturnParameter = "returnTo";

    /// <summary>What is kept of a token; nothing else of it is needed here.</summary>
    private static readonly string[] KeptClaims = [TenantAccess.TenantClaim, TenantAccess.ScopeClaim, TenantAccess.CompanyClaim, "sub", "email", "name", "jti"];

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "jobvite";
        options.Cookie.HttpOnly = true;
        options.Cookie.Path = "/";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new HostCookieManager();
        // The ticket carries the token's own end.
        options.SlidingExpiration = false;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = ReturnParameter;
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

    /// <summary>Signs a person in until <paramref name="expires"/>, the end of the token.</summary>
    public static Task SignIn(HttpContext http, ClaimsPrincipal user, DateTimeOffset expires) =>
        http.SignInAsync(Scheme, Kept(user), new() { ExpiresUtc = expires, AllowRefresh = false });

    /// <summary>The person with what is kept of their token.</summary>
    public static ClaimsPrincipal Kept(ClaimsPrincipal user) =>
        new(new ClaimsIdentity(user.Claims.Where(c => KeptClaims.Contains(c.Type, StringComparer.Ordinal)), Scheme, "name", "role"));
}
