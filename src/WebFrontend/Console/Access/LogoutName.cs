using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>What the authority calls a session (sid) or a person (sub), as a digest: the index of sessions names nobody.</summary>
internal static class LogoutName
{
    public static string OfSession(string sid) => Digest("sid\n" + sid);

    public static string OfPerson(string sub) => Digest("sub\n" + sub);

    /// <summary>All names under which a session must be found; none for one that did not begin at the authority.</summary>
    public static IEnumerable<string> AllOf(string? idToken)
    {
        if (idToken is null)
        {
            yield break;
        }

        var token = new JsonWebToken(idToken);
        yield return OfPerson(token.Subject);
        if (token.TryGetPayloadValue<string>("sid", out var sid) && sid.Length > 0)
        {
            yield return OfSession(sid);
        }
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
