using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.Standalone.Access;

/// <summary>A token to try the service with.</summary>
internal static class LocalToken
{
    /// <summary>How long it is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// An HS256 token for a tenant, good for everything; null when callers' tokens come from OpenID Connect authorities, which alone
    /// can make them.
    /// </summary>
    public static string? Make(IConfiguration configuration, string tenantId, TimeProvider time)
    {
        var hasAuthority = !string.IsNullOrWhiteSpace(configuration["Jwt:Authority"]);
        if ((hasAuthority || configuration.GetSection("Jwt:Authorities").GetChildren().Any()) && !configuration.GetValue("Jwt:AllowOwnKey", false))
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["JWT_SECRET_KEY"]!));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["tenant_id"] = tenantId, ["sub"] = "standalone" },
            Audience = hasAuthority ? null : NullIfBlank(configuration["Jwt:Audience"]),
            Issuer = NullIfBlank(configuration["Jwt:Issuer"]),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
