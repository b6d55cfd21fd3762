using System.Security.Cryptography;

namespace Jobvite.Storage;

/// <summary>What ids of erased persons are hashed with. The host keeps it, protected by its key ring.</summary>
public interface ISuppressionKey
{
    /// <summary>32 bytes, the same for the whole cluster and for ever.</summary>
    /// <exception cref="CryptographicException">It is stored, and the keys at hand do not open it.</exception>
    Task<byte[]> Get(CancellationToken cancellationToken);
}

/// <summary>
/// Whether an id is an erased person's cannot be told. Nothing was stored: a person who was erased must not come back because a key is missing.
/// </summary>
public sealed class SuppressionKeyException() : CryptographicException(
    "Erased persons of this company are recognized by a key that is not at hand, so nothing was stored. Restore the key ring (JOBVITE_ENCRYPTION_KEY), or end the company's suppressions.");

/// <summary>For a host that keeps none: nobody can be erased.</summary>
internal sealed class NoSuppressionKey : ISuppressionKey
{
    public Task<byte[]> Get(CancellationToken cancellationToken) => throw new SuppressionKeyException();
}
