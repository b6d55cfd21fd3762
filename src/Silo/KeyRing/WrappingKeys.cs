using System.Security.Cryptography;
using System.Text;
using Jobvite.Silo.Startup;

namespace Jobvite.Silo.KeyRing;

/// <summary>The key that wraps the key ring from now on, and those that may still open it.</summary>
internal sealed class WrappingKeys
{
    /// <summary>32 bytes in Base64.</summary>
    public const string Variable = "JOBVITE_ENCRYPTION_KEY";

    /// <summary>Former values of <see cref="Variable"/>, separated by commas.</summary>
    public const string PreviousVariable = "JOBVITE_ENCRYPTION_KEY_PREVIOUS";

    /// <summary>What the wrapping key is derived from when <see cref="Variable"/> is not set.</summary>
    public const string FallbackVariable = "JWT_SECRET_KEY";

    /// <summary>OWASP's recommendation of 2023 for PBKDF2 with SHA-256. Changing it changes every derived key.</summary>
    private const int Iterations = 600_000;

    /// <summary>The secret is a random text of the operator's, not a password that many share, so one salt for all does no harm.</summary>
    private static readonly byte[] Salt = "Jobvite.Orleans/key-ring/pbkdf2-sha256/v1"u8.ToArray();

    private readonly Lazy<IReadOnlyList<WrappingKey>> _accepted;

    private WrappingKeys(WrappingKey current, IReadOnlyList<WrappingKey> previous, Func<WrappingKey?> derived, bool isDerived)
    {
        Current = current;
        IsDerived = isDerived;
        _accepted = new(() => derived() is { } key ? [current, .. previous, key] : [current, .. previous]);
    }

    /// <summary>The key that wraps.</summary>
    public WrappingKey Current { get; }

    /// <summary>True when it was derived from <see cref="FallbackVariable"/>: then a new token secret makes the ring unreadable.</summary>
    public bool IsDerived { get; }

    /// <summary>Finds the key that wrapped something, the current one or a former one; null when it is none of ours.</summary>
    public WrappingKey? Find(string keyId) =>
        Current.Id == keyId ? Current : _accepted.Value.FirstOrDefault(key => key.Id == keyId);

    /// <summary>Reads the keys from the settings.</summary>
    /// <exception cref="StartupException">A key is malformed, or there is none at all. The message names the variable.</exception>
    public static WrappingKeys From(IConfiguration configuration)
    {
        var encryptionKey = configuration[Variable];
        var fallback = configuration[FallbackVariable];
        var previous = (configuration[PreviousVariable] ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => Parse(text, PreviousVariable))
            .ToArray();

        if (!string.IsNullOrWhiteSpace(encryptionKey))
        {
            // A ring that was wrapped before the operator set an encryption key still has to open, once: it is wrapped anew at start.
            return new(Parse(encryptionKey, Variable), previous, () => string.IsNullOrWhiteSpace(fallback) ? null : Derive(fallback), isDerived: false);
        }

        return string.IsNullOrWhiteSpace(fallback)
            ? throw new StartupException(
                $"{Variable} is not set, and neither is {FallbackVariable}: without a key, customers' Jobvite secrets cannot be protected. " +
                $"Set {Variable} to 32 random bytes in Base64, for instance the output of: openssl rand -base64 32")
            : new(Derive(fallback), previous, () => null, isDerived: true);
    }

    private static WrappingKey Parse(string text, string variable)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            throw new StartupException($"{variable} is not Base64. It must be 32 random bytes in Base64, for instance the output of: openssl rand -base64 32");
        }

        return length == WrappingKey.Length
            ? new WrappingKey(bytes.AsSpan(0, length))
            : throw new StartupException(
                $"{variable} has {length} bytes after Base64 decoding, and must have {WrappingKey.Length}. Make one with: openssl rand -base64 32");
    }

    private static WrappingKey Derive(string secret) =>
        new(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), Salt, Iterations, HashAlgorithmName.SHA256, WrappingKey.Length));
}
