using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Jobvite.Silo.Startup;

namespace Jobvite.Silo.Import;

/// <summary>
/// The keys with which the Python module may have encrypted its secrets, and the opening of its ciphertexts: Base64 of a 16-byte IV and of
/// AES-256-CBC with PKCS#7 padding. Nothing in there tells whether a key is the right one, so a text counts only when it can be a secret.
/// </summary>
internal sealed class ModuleKeys
{
    /// <summary>What <c>JOBVITE_ENCRYPTION_KEY</c> was there.</summary>
    public const string EncryptionKeyVariable = "IMPORT_ENCRYPTION_KEY";

    /// <summary>What <c>JWT_SECRET_KEY</c> was there.</summary>
    public const string TokenSecretVariable = "IMPORT_JWT_SECRET_KEY";

    private const int KeyLength = 32;
    private const int BlockLength = 16;

    /// <summary>The module's own.</summary>
    private const int Iterations = 100_000;

    private static readonly byte[] Salt = "jobvite_salt"u8.ToArray();
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ImmutableArray<byte[]> _keys;

    private ModuleKeys(ImmutableArray<byte[]> keys) => _keys = keys;

    /// <exception cref="StartupException">Neither key is set.</exception>
    public static ModuleKeys From(IConfiguration configuration)
    {
        var keys = ImmutableArray.CreateBuilder<byte[]>();
        if (configuration[EncryptionKeyVariable] is { } text && !string.IsNullOrWhiteSpace(text))
        {
            keys.AddRange(KeysOf(text.Trim()));
        }

        if (configuration[TokenSecretVariable] is { } secret && !string.IsNullOrWhiteSpace(secret))
        {
            keys.Add(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), Salt, Iterations, HashAlgorithmName.SHA256, KeyLength));
        }

        return keys.Count > 0 ? new(keys.ToImmutable()) : throw new StartupException(
            $"The key of the former module is missing. Set {EncryptionKeyVariable} to the JOBVITE_ENCRYPTION_KEY that it had, or {TokenSecretVariable} to its JWT_SECRET_KEY, or both; or {EncryptionKeyVariable}_FILE or {TokenSecretVariable}_FILE to files that hold them.");
    }

    /// <summary>Tries every key.</summary>
    public OpenedText Open(string ciphertext)
    {
        var bytes = new byte[ciphertext.Length];
        if (!Convert.TryFromBase64String(ciphertext, bytes, out var length))
        {
            return new(null, "is damaged: it is no Base64");
        }

        if (length < 2 * BlockLength || length % BlockLength != 0)
        {
            return new(null, "is damaged: a part of it is missing");
        }

        var text = _keys.Select(key => TryOpen(key, bytes.AsSpan(0, length))).FirstOrDefault(opened => opened is not null);
        return new(text, text is null ? "" : null);
    }

    /// <summary>The module took what was no Base64 as the key itself.</summary>
    private static IEnumerable<byte[]> KeysOf(string text)
    {
        var decoded = new byte[text.Length];
        if (Convert.TryFromBase64String(text, decoded, out var length) && length == KeyLength)
        {
            return [decoded[..KeyLength]];
        }

        var key = new byte[KeyLength];
        Array.Fill(key, (byte)'0');
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, KeyLength)).CopyTo(key);
        return [key];
    }

    private static string? TryOpen(byte[] key, ReadOnlySpan<byte> content)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        try
        {
            var text = StrictUtf8.GetString(aes.DecryptCbc(content[BlockLength..], content[..BlockLength], PaddingMode.PKCS7));
            return text.All(c => !char.IsControl(c) || c is '\r' or '\n' or '\t') ? text : null;
        }
        catch (Exception exception) when (exception is CryptographicException or DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>A ciphertext that was tried.</summary>
/// <param name="Text">The secret; null when it did not open.</param>
/// <param name="Damage">What is wrong with the ciphertext itself; empty when its form is right and no key opens it; null when it opened.</param>
internal readonly record struct OpenedText(string? Text, string? Damage)
{
    /// <summary>Without the members: one of them is a secret.</summary>
    public override string ToString() => "OpenedText (not shown)";
}
