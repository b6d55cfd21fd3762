using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

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
    /// <returns>The JSON object or list inside, as UTF-8, without padding.</returns>
    /// <exception cref="EnvelopeException">It is no envelope, none of the keys opens it, or what is inside is not what it should be.</exception>
    public static byte[] Open(ReadOnlySpan<byte> envelope, IReadOnlyList<RSA> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var (wrapped, payload) = Decode(envelope);
        string? problem = null;
        foreach (var rsa in keys)
        {
            if (Unwrap(rsa, wrapped) is not { } key)
            {
                continue;
            }

            // With the wrong key OpenSSL either fails or, to give nothing away, returns noise; only what is inside tells.
            var plain = Decrypt(key, payload);
            if (JsonLength(plain) is { } length)
            {
                return plain[..length];
            }

            problem ??= Describe(plain);
        }

        throw new EnvelopeException(problem ?? "None of our RSA keys opens it.") { WasOpened = problem is not null };
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

    private static byte[] Decrypt(byte[] key, byte[] payload)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        CryptographicOperations.ZeroMemory(key);
        return aes.DecryptEcb(payload, PaddingMode.None);
    }

    /// <summary>
    /// Where the JSON ends, and the padding begins: PKCS#7, zeros, blanks, nothing, or any other kind, of which there is at most a block. Null
    /// for what is no JSON object or list.
    /// </summary>
    private static int? JsonLength(ReadOnlySpan<byte> plain)
    {
        try
        {
            var reader = new Utf8JsonReader(plain, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = PageParser.MaxDepth }));
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray) || !reader.TrySkip())
            {
                return null;
            }

            var length = (int)reader.BytesConsumed;
            var rest = plain[length..];
            return rest.Length <= AesBlockBytes || rest.IndexOfAnyExcept((byte)0, (byte)' ') < 0 ? length : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What came out instead of JSON; null for noise, which a key that does not belong to the envelope makes.</summary>
    private static string? Describe(ReadOnlySpan<byte> plain)
    {
        var text = plain.TrimEnd((byte)0);
        text = text[..Math.Clamp(text.Length - AesBlockBytes, 0, 2 * AesBlockBytes)];
        if (text.IsEmpty || !Ascii.IsValid(text) || text.ContainsAnyInRange((byte)0, (byte)8))
        {
            return null;
        }

        return text[0] is (byte)'{' or (byte)'['
            ? "One of our keys opens it, but the JSON inside is cut off or broken."
            : "One of our keys opens it, but what is inside is not a JSON object or list.";
    }
}

/// <summary>An onboarding envelope could not be opened. The message holds nothing of its content.</summary>
public sealed class EnvelopeException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A key of ours fits, but what is inside is not what it should be.</summary>
    public bool WasOpened { get; init; }
}

internal sealed record Sealed([property: JsonPropertyName("key")] string? Key, [property: JsonPropertyName("payload")] string? Payload);

[JsonSerializable(typeof(Sealed))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
