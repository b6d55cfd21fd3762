using System.Security.Cryptography;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>
/// The wrapping of onboarding requests and answers: <c>{"key": RSA-PKCS#1 v1.5(AES key), "payload": AES-256-ECB(JSON)}</c>, both Base64
/// (official, Jobvite's sample). ECB and PKCS#1 v1.5 are weak; they are Jobvite's choice and serve nothing else here. TLS protects the transport.
/// </summary>
public static class OnboardingEnvelope
{
    private const int AesKeyBytes = 32;
    private const int AesBlockBytes = 16;

    /// <summary>Wraps a JSON text for the holder of the private half of <paramref name="recipient"/>.</summary>
    /// <returns>The envelope as UTF-8 JSON.</returns>
    public static byte[] Seal(ReadOnlySpan<byte> json, RSA recipient)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        var key = RandomNumberGenerator.GetBytes(AesKeyBytes);
        try
        {
            using var aes = Aes.Create();
            aes.Key = key;
            return JsonSerializer.SerializeToUtf8Bytes(
                new Sealed(
                    Convert.ToBase64String(recipient.Encrypt(key, RSAEncryptionPadding.Pkcs1)),
                    Convert.ToBase64String(aes.EncryptEcb(json, PaddingMode.PKCS7))),
                EnvelopeJson.Default.Sealed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens an envelope with the first key that fits.</summary>
    /// <param name="envelope">The envelope as UTF-8 JSON.</param>
    /// <param name="keys">Our private keys, newest first.</param>
    /// <returns>The JSON object inside, as UTF-8, without padding.</returns>
    /// <exception cref="EnvelopeException">It is no envelope, or none of the keys opens it.</exception>
    public static byte[] Open(ReadOnlySpan<byte> envelope, IReadOnlyList<RSA> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var (wrapped, payload) = Decode(envelope);
        foreach (var rsa in keys)
        {
            // With the wrong key OpenSSL either fails or, to give nothing away, returns noise; only the JSON inside tells.
            if (Unwrap(rsa, wrapped) is { } key && Decrypt(key, payload) is { } json)
            {
                return json;
            }
        }

        throw new EnvelopeException("None of our RSA keys opens it.");
    }

    /// <summary>Whether a body has the two fields of an envelope.</summary>
    internal static bool IsEnvelope(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, EnvelopeJson.Default.Sealed) is { Key: not null, Payload: not null };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static (byte[] Wrapped, byte[] Payload) Decode(ReadOnlySpan<byte> envelope)
    {
        try
        {
            if (JsonSerializer.Deserialize(envelope, EnvelopeJson.Default.Sealed) is not { Key: { } key, Payload: { } text })
            {
                throw new EnvelopeException("It has no key and payload.");
            }

            var payload = Convert.FromBase64String(text);
            return payload.Length > 0 && payload.Length % AesBlockBytes == 0
                ? (Convert.FromBase64String(key), payload)
                : throw new EnvelopeException("Its payload is cut off: the length is no multiple of 16 bytes.");
        }
        catch (JsonException)
        {
            throw new EnvelopeException("It is not a JSON object with the texts key and payload.");
        }
        catch (FormatException)
        {
            throw new EnvelopeException("Its key or payload is not Base64.");
        }
    }

    private static byte[]? Unwrap(RSA rsa, byte[] wrapped)
    {
        try
        {
            var key = rsa.Decrypt(wrapped, RSAEncryptionPadding.Pkcs1);

            // Jobvite's own sample takes the first 32 bytes of whatever comes out.
            return key.Length >= AesKeyBytes ? key[..AesKeyBytes] : null;
        }
        catch (CryptographicException)
        {
            // Sealed for another of our keys; the caller tries the next and says so when none fits.
            return null;
        }
    }

    private static byte[]? Decrypt(byte[] key, byte[] payload)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        CryptographicOperations.ZeroMemory(key);
        var plain = aes.DecryptEcb(payload, PaddingMode.None);
        var length = plain.Length - PaddingLength(plain);
        return IsJsonObject(plain.AsSpan(0, length)) ? plain[..length] : null;
    }

    // PKCS#7 (1 to 16 times that number), zeros, or nothing: a JSON object ends with '}', so the three cannot be mistaken for one another.
    private static int PaddingLength(ReadOnlySpan<byte> plain)
    {
        var last = plain[^1];
        if (last is >= 1 and <= AesBlockBytes && !plain[^last..].ContainsAnyExcept(last))
        {
            return last;
        }

        return plain.Length - (plain.LastIndexOfAnyExcept((byte)0) + 1);
    }

    private static bool IsJsonObject(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 256 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
