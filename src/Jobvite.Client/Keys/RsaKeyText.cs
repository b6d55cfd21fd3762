using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Jobvite.Client;

/// <summary>RSA keys as people paste them: PEM or Base64 DER, PKCS#1, PKCS#8 or SPKI, with the line breaks that survived.</summary>
public static partial class RsaKeyText
{
    private const int SmallestBits = 2048;
    private const int LargestBits = 8192;
    private const int LongestText = 32 * 1024;

    /// <summary>Reads a public key.</summary>
    /// <exception cref="RsaKeyException">Not a public RSA key of 2048 to 8192 bits.</exception>
    public static RSA ImportPublic(string text)
    {
        var (label, der) = Decode(text);
        if (label.Contains("PRIVATE", StringComparison.Ordinal))
        {
            throw new RsaKeyException("This is a private key where a public one belongs. Paste the half that begins with -----BEGIN PUBLIC KEY-----.");
        }

        return Import(
            der,
            "This is not a public RSA key. Paste a PEM that begins with -----BEGIN PUBLIC KEY----- (or its Base64 DER).",
            static (rsa, bytes) => { rsa.ImportSubjectPublicKeyInfo(bytes, out var read); return read; },
            static (rsa, bytes) => { rsa.ImportRSAPublicKey(bytes, out var read); return read; });
    }

    /// <summary>Reads a private key.</summary>
    /// <exception cref="RsaKeyException">Not an unencrypted private RSA key of 2048 to 8192 bits.</exception>
    public static RSA ImportPrivate(string text)
    {
        var (label, der) = Decode(text);
        if (label.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw new RsaKeyException("This private key is protected by a password. Remove it first, for example with: openssl pkey -in key.pem -out plain.pem");
        }

        if (label.Contains("PUBLIC", StringComparison.Ordinal))
        {
            throw new RsaKeyException("This is a public key where a private one belongs. Paste the half that begins with -----BEGIN PRIVATE KEY-----.");
        }

        return Import(
            der,
            "This is not a private RSA key. Paste a PEM that begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY----- (or its Base64 DER).",
            static (rsa, bytes) => { rsa.ImportPkcs8PrivateKey(bytes, out var read); return read; },
            static (rsa, bytes) => { rsa.ImportRSAPrivateKey(bytes, out var read); return read; });
    }

    /// <summary>A new RSA-2048 pair.</summary>
    public static RsaKeyPair CreatePair()
    {
        using var rsa = RSA.Create(SmallestBits);
        return new RsaKeyPair(rsa.ExportSubjectPublicKeyInfoPem(), rsa.ExportPkcs8PrivateKeyPem());
    }

    private static (string Label, byte[] Der) Decode(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new RsaKeyException("The key is empty. Paste an RSA key as PEM or Base64 DER.");
        }

        if (text.Length > LongestText)
        {
            throw new RsaKeyException("The text is far too long for an RSA key. Paste one key only.");
        }

        // A PEM that went through JSON or an environment variable twice has "\n" written out.
        var clean = text.Replace("\\r", "\n", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
        var pem = Pem().Match(clean);
        if (pem.Success && pem.Groups["label"].Value.Contains("CERTIFICATE", StringComparison.Ordinal))
        {
            throw new RsaKeyException("This is a certificate, not a key. Take the key out of it with: openssl x509 -in cert.pem -pubkey -noout");
        }

        try
        {
            return pem.Success
                ? (pem.Groups["label"].Value, Convert.FromBase64String(pem.Groups["body"].Value))
                : (string.Empty, Convert.FromBase64String(clean.Trim()));
        }
        catch (FormatException)
        {
            throw new RsaKeyException("This is neither PEM nor Base64. Paste the whole key, from its BEGIN line to its END line.");
        }
    }

    private static RSA Import(byte[] der, string notAKey, params ReadOnlySpan<Func<RSA, byte[], int>> forms)
    {
        try
        {
            foreach (var form in forms)
            {
                var rsa = RSA.Create();
                if (TryForm(form, rsa, der))
                {
                    return Checked(rsa);
                }

                rsa.Dispose();
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }

        throw new RsaKeyException(notAKey);
    }

    private static bool TryForm(Func<RSA, byte[], int> form, RSA rsa, byte[] der)
    {
        try
        {
            return form(rsa, der) == der.Length;
        }
        catch (CryptographicException)
        {
            // Not this form; the caller tries the next and says so when none fits.
            return false;
        }
    }

    private static RSA Checked(RSA rsa)
    {
        if (rsa.KeySize is >= SmallestBits and <= LargestBits)
        {
            return rsa;
        }

        var bits = rsa.KeySize;
        rsa.Dispose();
        throw new RsaKeyException($"The key has {bits} bits; it must have {SmallestBits} to {LargestBits}.");
    }

    [GeneratedRegex(@"-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<body>[^-]*)-----END \k<label>-----", RegexOptions.CultureInvariant)]
    private static partial Regex Pem();
}

/// <summary>A fresh RSA pair, both halves as PEM (SPKI and PKCS#8).</summary>
public sealed record RsaKeyPair(string PublicKeyPem, string PrivateKeyPem)
{
    /// <summary>Without the members: one of them is a secret.</summary>
    public override string ToString() => "RsaKeyPair (not shown)";
}

/// <summary>A text is not a usable RSA key. The message says why and what to paste instead; it never holds any of the text.</summary>
public sealed class RsaKeyException(string message, Exception? inner = null) : Exception(message, inner);
