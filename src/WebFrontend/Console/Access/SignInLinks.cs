using System.Security.Cryptography;
using System.Text;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// Links that sign somebody in once, for the program that prints one at its start. A link holds a random code, never the token, and is
/// worth nothing after its first use or after a quarter of an hour. Known to this process only.
/// </summary>
public sealed class SignInLinks(TimeProvider time)
{
    internal const string Prefix = "/sign-in/link";
    private const int CodeBytes = 32;

    /// <summary>How long a link is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly List<(byte[] Hash, string Token, DateTimeOffset Until)> _open = [];

    /// <summary>Makes a link.</summary>
    /// <param name="token">What its user is signed in with; checked when the link is used.</param>
    /// <returns>A path below the service's address.</returns>
    public string Issue(string token)
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(CodeBytes));
        lock (_lock)
        {
            _open.RemoveAll(link => link.Until <= time.GetUtcNow());
            _open.Add((HashOf(code), token, time.GetUtcNow() + Lifetime));
        }

        return $"{Prefix}/{code}";
    }

    /// <summary>The token behind a code, this one time; null when the code is unknown, used or too old.</summary>
    internal string? Redeem(string code)
    {
        var hash = HashOf(code);
        lock (_lock)
        {
            _open.RemoveAll(link => link.Until <= time.GetUtcNow());
            string? token = null;
            for (var i = _open.Count - 1; i >= 0; i--)
            {
                if (CryptographicOperations.FixedTimeEquals(_open[i].Hash, hash))
                {
                    token = _open[i].Token;
                    _open.RemoveAt(i);
                }
            }

            return token;
        }
    }

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
