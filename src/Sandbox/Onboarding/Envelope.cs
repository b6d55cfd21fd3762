using System.Security.Cryptography;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>
/// Wraps and unwraps onboarding messages: an AES-256 key under RSA PKCS#1 v1.5, and under that key, in ECB mode, the JSON.
/// Both are weak, and Jobvite's choice (Jobvite, official sample).
/// </summary>
internal static class Envelope
{
    private const int KeyLength = 32;
    private const int LongKeyLength = 48;
    private const int BlockLength = 16;

    /// <returns>The plain text, or null when the body is no envelope for this key.</returns>
    public static byte[]? TryOpen(ReadOnlyMemory<byte> body, RSA key)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            if (envelope.RootElement.ValueKind != JsonValueKind.Object
                || !TryBytes(envelope.RootElement, "key", out var wrapped)
                || !TryBytes(envelope.RootElement, "payload", out var payload))
            {
                return null;
            }

            var unwrapped = key.Decrypt(wrapped, RSAEncryptionPadding.Pkcs1);
            if (unwrapped.Length < KeyLength)
            {
                return null;
            }

            using var aes = Aes.Create();
            aes.Key = unwrapped[..KeyLength];
            return aes.DecryptEcb(payload, PaddingMode.PKCS7);
        }
        catch (Exception problem) when (problem is JsonException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Wraps an answer for the tenant.</summary>
    public static (byte[] Key, byte[] Payload) Seal(ReadOnlySpan<byte> plain, RSA tenantKey, EnvelopePadding padding, bool longKey)
    {
        var secret = RandomNumberGenerator.GetBytes(longKey ? LongKeyLength : KeyLength);
        using var aes = Aes.Create();
        aes.Key = secret[..KeyLength];
        var payload = padding == EnvelopePadding.Pkcs7
            ? aes.EncryptEcb(plain, PaddingMode.PKCS7)
            : aes.EncryptEcb(Fill(plain, padding == EnvelopePadding.Zero ? (byte)0 : (byte)' '), PaddingMode.None);
        return (tenantKey.Encrypt(secret, RSAEncryptionPadding.Pkcs1), payload);
    }

    private static byte[] Fill(ReadOnlySpan<byte> plain, byte filling)
    {
        var blocks = new byte[(plain.Length + BlockLength - 1) / BlockLength * BlockLength];
        blocks.AsSpan().Fill(filling);
        plain.CopyTo(blocks);
        return blocks;
    }

    private static bool TryBytes(JsonElement envelope, string name, out byte[] bytes)
    {
        bytes = [];
        return envelope.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out bytes!);
    }
}
