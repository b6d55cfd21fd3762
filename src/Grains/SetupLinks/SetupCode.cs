using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Grains.SetupLinks;

/// <summary>
/// What stands in a setup link: the link's id, by which its row is found, and a secret of 256 random bits, of which the row has the hash. So nothing
/// secret is ever compared by an index of the database.
/// </summary>
internal static class SetupCode
{
    private const int IdLength = 32;
    private const int SecretBytes = 32;

    /// <summary>A new code for a link.</summary>
    public static (string Code, string Hash) Make(Guid id)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (id.ToString("N") + secret, Convert.ToHexStringLower(HashOf(secret)));
    }

    /// <summary>The link that a code names; null when it cannot be a code.</summary>
    public static Guid? IdOf(string code) =>
        code.Length == IdLength + Base64Url.GetEncodedLength(SecretBytes) && Guid.TryParseExact(code[..IdLength], "N", out var id) ? id : null;

    /// <summary>Whether a code has the secret of which the hash is; takes the same time whatever is wrong.</summary>
    public static bool Fits(string code, string hash) => CryptographicOperations.FixedTimeEquals(HashOf(code[IdLength..]), Convert.FromHexString(hash));

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
