using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// An authority tells that somebody signed out there, or was signed out: their sessions here end as well. See OpenID Connect Back-Channel
/// Logout 1.0, sections 2.4 to 2.8.
/// </summary>
internal static class BackChannelLogout
{
    public const string Path = ConsoleCookie.SignInPath + "/backchannel-logout";

    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>A token older than this is somebody's copy.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(Path, (Delegate)Receive)
        .AllowAnonymous()
        .RequireRateLimiting(TenantEndpoints.RateLimit)
        .ExcludeFromDescription();

    private static async Task<IResult> Receive(HttpContext http, TokenIssuers issuers, ConsoleSessions sessions, TimeProvider time)
    {
        var text = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted))["logout_token"].ToString() : "";
        JsonWebToken? token = null;
        try
        {
            if (issuers.Of(IssuerNamedBy(text)) is { Keys: { } keys, Settings.ClientId: { Length: > 0 } clientId })
            {
                await keys.EnsureKeyOf(text, http.RequestAborted);
                token = await Check(text, await keys.GetConfigurationAsync(http.RequestAborted), clientId, time);
            }
        }
        catch (AuthorityUnreachableException)
        {
            return Problem.Unavailable("The token cannot be checked just now: the keys of its issuer cannot be loaded.", AuthorityKeys.RetryAfter);
        }

        if (token is null)
        {
            return TypedResults.Json(new { error = "invalid_request", error_description = "The logout_token is missing, or is not a logout token of the authority for this client." }, statusCode: StatusCodes.Status400BadRequest);
        }

        foreach (var name in LogoutName.EndedBy(token))
        {
            await sessions.EndNamed(name);
        }

        return TypedResults.Ok();
    }

    /// <summary>Whom the token names as its issuer, before anything in it was checked.</summary>
    private static string? IssuerNamedBy(string text)
    {
        try
        {
            return new JsonWebTokenHandler().CanReadToken(text) && new JsonWebToken(text).TryGetPayloadValue("iss", out string issuer) ? issuer : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static async Task<JsonWebToken?> Check(string text, Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration authority, string clientId, TimeProvider time)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(text, new()
        {
            ValidIssuer = authority.Issuer,
            ValidAudience = clientId,
            IssuerSigningKeys = authority.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
            // Earlier drafts had no exp; the time of issue is checked below.
            RequireExpirationTime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            return null;
        }

        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        var isLogout = payload.RootElement.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Object && events.TryGetProperty(Event, out _);
        return isLogout
            && token.Typ is null or "" or "JWT" or "logout+jwt" or "application/logout+jwt"
            && !payload.RootElement.TryGetProperty("nonce", out _)
            && !token.TryGetHeaderValue<object>("crit", out _)
            && (time.GetUtcNow().UtcDateTime - token.IssuedAt).Duration() < Oldest
            && LogoutName.EndedBy(token).Any()
            ? token
            : null;
    }
}
