using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Silo.KeyRing;

/// <summary>
/// A key that wraps the elements of the key ring: AES-256-GCM with a random 96-bit nonce. A ring has a handful of elements, so a nonce
/// never comes twice.
/// </summary>
internal sealed class WrappingKey
{
    /// <summary>The length of a key, in bytes.</summary>
    public const int Length = 32;

    private const int NonceLength = 12;
    private const int TagLength = 16;
    private static readonly byte[] Context = "Jobvite.Orleans key ring v1"u8.ToArray();
    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The key does not have <see cref="Length"/> bytes.</exception>
    public WrappingKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
        {
            throw new ArgumentException($"A wrapping key has {Length} bytes.", nameof(key));
        }

        _key = key.ToArray();
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(_key, "Jobvite.Orleans key id"u8).AsSpan(0, 8));
    }

    /// <summary>16 hexadecimal digits that name the key and say nothing about it; stored beside what it wraps.</summary>
    public string Id { get; }

    /// <summary>Base64 of nonce, ciphertext and tag.</summary>
    public string Wrap(string plaintext)
    {
        var text = Encoding.UTF8.GetBytes(plaintext);
        var wrapped = new byte[NonceLength + text.Length + TagLength];
        var nonce = wrapped.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, text, wrapped.AsSpan(NonceLength, text.Length), wrapped.AsSpan(NonceLength + text.Length), Context);
        CryptographicOperations.ZeroMemory(text);
        return Convert.ToBase64String(wrapped);
    }

    /// <summary>Opens what <see cref="Wrap"/> made.</summary>
    /// <exception cref="CryptographicException">It was wrapped by another key, or was changed.</exception>
    public string Unwrap(string wrapped)
    {
        var bytes = new byte[wrapped.Length];
        if (!Convert.TryFromBase64String(wrapped, bytes, out var length) || length < NonceLength + TagLength)
        {
            throw new CryptographicException("The wrapped key is damaged.");
        }

        var content = bytes.AsSpan(0, length);
        var text = new byte[length - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(content[..NonceLength], content[NonceLength..^TagLength], content[^TagLength..], text, Context);
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>Shows the name, never the key.</summary>
    public override string ToString() => $"wrapping key {Id}";
}
