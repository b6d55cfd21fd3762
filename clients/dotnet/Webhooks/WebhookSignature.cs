using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JobviteOrleans;

/// <summary>Checks requests as Standard Webhooks says (https://www.standardwebhooks.com). Needs no web framework.</summary>
public sealed class WebhookSignature
{
    /// <summary>The change's id, the same at every attempt: what a receiver recognises a repetition by.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>When the attempt was made, in Unix seconds.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>Signatures with a blank between them; one that is right is enough.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private readonly byte[] _key;
    private readonly TimeProvider _time;

    /// <param name="secret"><c>whsec_</c> and Base64, as it was shown when the endpoint was made.</param>
    /// <param name="time">Null for the machine's clock.</param>
    /// <exception cref="FormatException">The secret is not Base64.</exception>
    public WebhookSignature(string secret, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        _key = Convert.FromBase64String(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>True when the request was signed with the secret within five minutes of now.</summary>
    /// <param name="id">The header <c>webhook-id</c>; null when it is missing.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>.</param>
    /// <param name="signatures">The header <c>webhook-signature</c>.</param>
    /// <param name="body">The body, byte by byte as it came.</param>
    public bool IsValid(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures) || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(_time.GetUtcNow().ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hash.AppendData(body);
        var expected = Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(hash.GetHashAndReset()));
        var isValid = false;
        foreach (var signature in signatures.Split(' '))
        {
            isValid |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected);
        }

        return isValid;
    }
}
