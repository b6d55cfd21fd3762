using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;

namespace Jobvite.WebFrontend.Console.Trouble;

/// <summary>
/// A form without the token that goes with it did not come from our page, or the page is older than the keys of the cookie: it is refused
/// before its handler runs, in words.
/// </summary>
internal static class FormGuard
{
    public static void UseFormGuard(this WebApplication app) => app.Use(static (http, next) =>
        http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
            ? new Problem(StatusCodes.Status400BadRequest, "This form is too old, or did not come from this console. Go back, reload the page and send it again.").ExecuteAsync(http)
            : next(http));
}

/// <summary>A form belongs to the tenant and person who got it: its token is worth nothing for anybody else, be it in the same browser.</summary>
internal sealed class FormOwner : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => context.User.Identity?.IsAuthenticated is true
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{context.User.FindFirst(TenantAccess.TenantClaim)?.Value}\n{context.User.FindFirst("sub")?.Value}\n{context.User.FindFirst(TokenClaims.IssuerClaim)?.Value}")))
        : "";

    public bool ValidateAdditionalData(HttpContext context, string additionalData) => additionalData == GetAdditionalData(context);
}
