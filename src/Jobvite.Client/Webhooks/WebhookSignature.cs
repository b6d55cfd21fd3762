using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Client;

/// <summary>The signature of a webhook: Base64 of HMAC-SHA256 over the raw body bytes (observed), in <see cref="HeaderName"/>.</summary>
public static class WebhookSignature
{
    public const string HeaderName = "X-Jobvite-Event-Signature";

    private const int EncodedLength = 44;

    /// <summary>The signature that belongs to a body.</summary>
    public static string Compute(ReadOnlySpan<byte> body, string signingKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(signingKey);
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(signingKey), body));
    }

    /// <summary>Whether the header signs this body. False, too, for no header, no key, and anything but 32 bytes of Base64.</summary>
    public static bool Verify(ReadOnlySpan<byte> body, string? header, string signingKey)
    {
        if (string.IsNullOrEmpty(signingKey) || header is not { Length: EncodedLength })
        {
            return false;
        }

        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(header, claimed, out var written) || written != claimed.Length)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(signingKey), body, expected);
        return CryptographicOperations.FixedTimeEquals(claimed, expected);
    }
}
