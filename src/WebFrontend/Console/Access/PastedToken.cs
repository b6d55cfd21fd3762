using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// Checks a token that a person gave us in a form. It is a bearer scheme of its own, configured by the same <see cref="TokenValidation"/>
/// as the API's: what opens the API opens the console, and nothing else does.
/// </summary>
internal static class PastedToken
{
    public const string Scheme = "pasted-token";

    private static readonly object Key = new();

    public static void Configure(JwtBearerOptions options) => (options.Events ??= new()).OnMessageReceived = static context =>
    {
        context.Token = context.HttpContext.Items[Key] as string;
        if (context.Token is null)
        {
            // Never from the header: this scheme is for what the sign-in page hands over.
            context.NoResult();
        }

        return Task.CompletedTask;
    };

    /// <summary>Once a request.</summary>
    /// <returns>Who the token is for and until when, or what to tell the person who gave it.</returns>
    public static async Task<(ClaimsPrincipal? User, DateTimeOffset Expires, string? Refusal)> Check(HttpContext http, string token)
    {
        http.Items[Key] = token;
        var result = await http.AuthenticateAsync(Scheme);
        return result is { Succeeded: true, Principal: { } user, Properties.ExpiresUtc: { } expires }
            ? (user, expires, ConsoleAccess.RefusalOf(user))
            : (null, default, Reason(result.Failure));
    }

    /// <summary>The library's own words may repeat parts of the token.</summary>
    private static string Reason(Exception? failure) => failure switch
    {
        TokenRefusedException refused => refused.Message,
        SecurityTokenExpiredException => "This token has expired. Ask for a new one.",
        SecurityTokenNotYetValidException => "This token is not valid yet. Does its issuer's clock go right?",
        SecurityTokenInvalidAudienceException => "This token was made for another service (its audience is not this one).",
        SecurityTokenInvalidIssuerException => "This token was made by somebody else than this service trusts (its issuer).",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException =>
            "This token's signature is not one that this service trusts.",
        SecurityTokenNoExpirationException => "This token has no end; only tokens that expire are taken.",
        SecurityTokenException or ArgumentException or null => "This is not a token of this service. It has three parts with dots between them and begins with “ey”.",
        _ => "The token could not be checked just now, because its issuer did not answer. Try again in a moment.",
    };
}
