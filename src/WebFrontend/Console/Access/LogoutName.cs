using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// Under which names the index finds a session when its authority ends it: its own name there (sid), or that of its person (sub). No authority can name
/// another's sessions. They are digests, so the index names nobody.
/// </summary>
internal static class LogoutName
{
    /// <summary>The names of the session that began with an id token.</summary>
    public static IEnumerable<string> AllOf(JsonWebToken idToken) => SidOf(idToken) is { } sid
        ? [Digest(idToken, "sub", idToken.Subject), Digest(idToken, "sid", sid)]
        : [Digest(idToken, "sub", idToken.Subject), Digest(idToken, "sub without sid", idToken.Subject)];

    /// <summary>The names that a logout token ends: one session, or all of a person. None when it names neither.</summary>
    public static IEnumerable<string> EndedBy(JsonWebToken logoutToken)
    {
        var sub = logoutToken.TryGetPayloadValue<string>("sub", out var subject) && subject.Length > 0 ? subject : null;
        return SidOf(logoutToken) is { } sid
            ? sub is null ? [Digest(logoutToken, "sid", sid)] : [Digest(logoutToken, "sid", sid), Digest(logoutToken, "sub without sid", sub)]
            : sub is null ? [] : [Digest(logoutToken, "sub", sub)];
    }

    private static string? SidOf(JsonWebToken token) => token.TryGetPayloadValue<string>("sid", out var sid) && sid.Length > 0 ? sid : null;

    private static string Digest(JsonWebToken token, string kind, string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Issuer + "\n" + kind + "\n" + name)));
}
