using System.Security.Cryptography;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Grains.Erasure;

/// <summary>
/// Keeps what ids of erased persons are hashed with; keyed by <see cref="Key"/>. A random key of its own, protected by the key ring: it outlives a change of
/// the encryption key. Unlike the key of budgets it is not replaced while anybody is suppressed: those persons would come back.
/// </summary>
[Alias("jv.ISuppressionKeyGrain")]
internal interface ISuppressionKeyGrain : IGrainWithStringKey
{
    /// <summary>There is one in a cluster.</summary>
    const string Key = "suppression-key";

    /// <summary>The key, protected; made at the first call. It may be one that the caller's ring does not open.</summary>
    [Alias("Get")]
    Task<string> Get();
}

/// <inheritdoc cref="ISuppressionKeyGrain"/>
internal sealed class SuppressionKeyGrain(
    [PersistentState(StateNames.SuppressionKey, StateNames.Storage)] IPersistentState<ProtectedKeyState> state, IDataProtectionProvider protection, IErasureStore erasures)
    : Grain, ISuppressionKeyGrain
{
    private readonly ProtectedKey _key = SuppressionKeys.Protected(protection);

    public async Task<string> Get() => state.State.Key is { } stored && (_key.Opens(stored) || await erasures.HasAny(CancellationToken.None))
        ? stored
        : await _key.Replace(state, this);
}

/// <inheritdoc cref="ISuppressionKey"/>
internal sealed class SuppressionKeys(IGrainFactory grains, IDataProtectionProvider protection) : ISuppressionKey
{
    private readonly ProtectedKey _key = Protected(protection);

    public async Task<byte[]> Get(CancellationToken cancellationToken)
    {
        var stored = await grains.GetGrain<ISuppressionKeyGrain>(ISuppressionKeyGrain.Key).Get().WaitAsync(cancellationToken);
        try
        {
            return _key.Open(stored);
        }
        catch (CryptographicException)
        {
            throw new SuppressionKeyException();
        }
    }

    internal static ProtectedKey Protected(IDataProtectionProvider protection) => new(protection, "suppression-key");
}
