using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Makes tokens, right ones and wrong ones.</summary>
internal static class Tokens
{
    public static string For(string tenantId, string? scope = null, string key = FrontHost.Key) =>
        Signed(Claims(tenantId, scope), new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)));

    public static Dictionary<string, object> Claims(string? tenantId, string? scope = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = "person-1", ["email"] = "ada@example.com" };
        if (tenantId is not null)
        {
            claims["tenant_id"] = tenantId;
        }

        if (scope is not null)
        {
            claims["scope"] = scope;
        }

        return claims;
    }

    public static string Signed(Dictionary<string, object> claims, SecurityKey key, string algorithm = SecurityAlgorithms.HmacSha256, TimeSpan? expiresIn = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            NotBefore = now.AddHours(-2),
            IssuedAt = claims.ContainsKey("iat") ? null : now.AddHours(-2),
            Expires = now + (expiresIn ?? TimeSpan.FromMinutes(10)),
            SigningCredentials = new(key, algorithm),
        });
    }

    /// <summary>A token without any signature, or with one made by hand.</summary>
    public static string Raw(string header, string payload, string signature = "") =>
        $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}.{signature}";
}
