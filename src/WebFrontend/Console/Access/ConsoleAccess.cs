using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// Who may see a page. The console's policies name the cookie's scheme and no other, and those of the REST API the bearer's: a cookie,
/// which a browser sends along by itself, never opens the API.
/// </summary>
internal static class ConsoleAccess
{
    /// <summary>A tenant's pages; the same rule of scopes as the API's, so that posting needs <c>jobvite.manage</c>.</summary>
    public const string Tenant = "console-tenant";

    /// <summary>Pages on which whoever may read keeps what says how they read; posting needs <c>jobvite.read</c> as well.</summary>
    public const string Reader = "console-tenant-reader";

    /// <summary>The pages about the whole cluster; they show no tenant's records.</summary>
    public const string Operator = "console-operator";

    /// <summary>Anybody who signed in, be it a tenant's person or an operator.</summary>
    public const string SignedIn = "console-signed-in";

    public const string OperatorScope = "jobvite.operator";

    public static void Configure(AuthorizationOptions options)
    {
        options.AddPolicy(Tenant, p => p.AddAuthenticationSchemes(ConsoleCookie.Scheme).RequireAuthenticatedUser().AddRequirements(new TenantAccess()));
        options.AddPolicy(Reader, p => p.AddAuthenticationSchemes(ConsoleCookie.Scheme).RequireAuthenticatedUser().AddRequirements(new TenantAccess { ReadingIsEnough = true }));
        options.AddPolicy(Operator, p => p.AddAuthenticationSchemes(ConsoleCookie.Scheme).RequireAuthenticatedUser().AddRequirements(new OperatorAccess()));
        options.AddPolicy(SignedIn, p => p.AddAuthenticationSchemes(ConsoleCookie.Scheme).RequireAuthenticatedUser());
    }

    /// <summary>Unlike the other scopes this one is never implied by a token without scopes.</summary>
    public static bool IsOperator(ClaimsPrincipal user) =>
        user.FindAll(TenantAccess.ScopeClaim).Any(c => c.Value.Split(' ').Contains(OperatorScope, StringComparer.Ordinal));

    /// <summary>Why nothing here is for the bearer of a valid token; null when something is.</summary>
    public static string? RefusalOf(ClaimsPrincipal user) => IsOperator(user) ? null : TenantAccess.RefusalOf(user, HttpMethods.Get);

    /// <summary>Where somebody who has just signed in begins.</summary>
    public static string HomeOf(ClaimsPrincipal user) => TenantAccess.RefusalOf(user, HttpMethods.Get) is null ? "/" : "/operators";
}
