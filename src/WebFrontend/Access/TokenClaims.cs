using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend;

/// <summary>
/// What a token whose signature is good says, in this service's own words: one claim for each tenant it names and exactly one claim for its scopes,
/// whatever its issuer calls them. What a token does not clearly allow it does not allow.
/// </summary>
internal static class TokenClaims
{
    /// <summary>The <see cref="TokenIssuer.Name"/> of a person's issuer; not there for the first one. No token brings it along.</summary>
    public const string IssuerClaim = "jobvite_issuer";

    /// <summary>Claims that only stand in tokens for the client that signed a person in. Such a token must not open the API, even where client and audience are one.</summary>
    private static readonly string[] IdTokenClaims = ["nonce", "at_hash", "c_hash"];

    private static readonly string[] AccessTokenTypes = ["JWT", "at+jwt", "application/at+jwt"];

    private static readonly string[] Kept = ["sub", "email", "name", "jti", TenantAccess.CompanyClaim];

    /// <summary>Why a token is not taken although its signature is good; null when it is. The text may be shown to whoever sent the token.</summary>
    public static string? Refuse(JsonWebToken token, AuthoritySettings settings, DateTimeOffset now)
    {
        using var payload = Payload(token);
        return token.TryGetHeaderValue<object>("crit", out _) ? "It has critical extensions (crit), and this service knows none."
            : token.Typ is { Length: > 0 } type && !AccessTokenTypes.Contains(type, StringComparer.OrdinalIgnoreCase) ? "Its type (typ) is not that of an access token."
            : IdTokenClaims.Any(claim => payload.RootElement.TryGetProperty(claim, out _)) ? "It is an id token. Send the access token."
            : token.ValidTo - now.UtcDateTime > TimeSpan.FromHours(settings.MaxTokenHours) ? $"It is good for longer than {settings.MaxTokenHours} hours, the most that this service takes (Jwt__MaxTokenHours)."
            : null;
    }

    /// <summary>The person with claims of our names.</summary>
    public static ClaimsIdentity Of(JsonWebToken token, TokenIssuer issuer)
    {
        using var payload = Payload(token);
        var settings = issuer.Settings;
        var scopes = Scopes(payload.RootElement, settings).Where(scope => issuer.MayMakeOperators || scope != Console.Access.ConsoleAccess.OperatorScope);
        var claims = Kept.SelectMany(name => Texts(payload.RootElement, name).Select(value => new Claim(name, value)))
            .Concat(Tenants(payload.RootElement, settings.TenantClaim).Select(tenant => new Claim(TenantAccess.TenantClaim, tenant.Length > 0 ? settings.TenantPrefix + tenant : tenant)))
            .Concat(IsOdd(payload.RootElement, TenantAccess.CompanyClaim) ? [new Claim(TenantAccess.CompanyClaim, "")] : [])
            .Append(new Claim(TenantAccess.ScopeClaim, string.Join(' ', scopes)));
        return new(issuer.Name.Length > 0 ? claims.Append(new(IssuerClaim, issuer.Name)) : claims, "token", "name", "role");
    }

    /// <summary><c>scope</c> and <c>scp</c> mean the same, as text with blanks or as a list; a claim that is there and empty, or of another kind, allows nothing.</summary>
    private static HashSet<string> Scopes(JsonElement payload, AuthoritySettings settings)
    {
        string[] names = settings.ScopeClaim is { Length: > 0 } own ? [own] : [TenantAccess.ScopeClaim, "scp"];
        var present = names.Where(name => ClaimPath.TryFind(payload, name, out _)).ToList();
        var scopes = present.SelectMany(name => Texts(payload, name)).SelectMany(Words).SelectMany(scope => Unprefixed(scope, settings.ScopePrefix)).ToHashSet(StringComparer.Ordinal);
        if (settings.RoleClaim is { Length: > 0 } roleClaim && ClaimPath.TryFind(payload, roleClaim, out _))
        {
            var roles = Texts(payload, roleClaim).ToHashSet(StringComparer.Ordinal);
            foreach (var (named, scope) in new[] { (settings.ReadRoles, TenantAccess.ReadScope), (settings.ManageRoles, TenantAccess.ManageScope), (settings.OperatorRoles, Console.Access.ConsoleAccess.OperatorScope) })
            {
                if (JwtSettings.List(named).Any(roles.Contains))
                {
                    scopes.Add(scope);
                }
            }

            return scopes;
        }

        return present.Count == 0 ? [.. Words(settings.ScopesOfTokensWithout)] : scopes;
    }

    /// <summary>The scope in this service's own words; none when it lacks the prefix, because then it is another service's.</summary>
    private static IEnumerable<string> Unprefixed(string scope, string? prefix) =>
        string.IsNullOrEmpty(prefix) ? [scope] : scope.StartsWith(prefix, StringComparison.Ordinal) ? [scope[prefix.Length..]] : [];

    /// <summary>A claim that is there and says nothing that can be read. It limits all the same: to nothing.</summary>
    private static bool IsOdd(JsonElement payload, string name) => payload.TryGetProperty(name, out _) && !Texts(payload, name).Any();

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>As texts. A whole number is its digits: the tenants of the former Python module are numbers.</summary>
    private static IEnumerable<string> Tenants(JsonElement payload, string path) =>
        ClaimPath.TryFind(payload, path, out var claim) && claim.ValueKind == JsonValueKind.Number && claim.GetRawText() is var digits && digits.All(char.IsAsciiDigit)
            ? [digits]
            : Texts(payload, path);

    /// <summary>The claim as texts: one, or those of a list. Numbers and objects are none.</summary>
    private static IEnumerable<string> Texts(JsonElement payload, string path) => !ClaimPath.TryFind(payload, path, out var claim) ? []
        : claim.ValueKind == JsonValueKind.String ? [claim.GetString()!]
        : claim.ValueKind == JsonValueKind.Array ? claim.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToList()
        : [];

    private static JsonDocument Payload(JsonWebToken token) => JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
}
