using System.Security.Cryptography;
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

/// <summary>As it is stored.</summary>
internal sealed record SuppressionKeyState
{
    /// <summary>Base64 of the protected key.</summary>
    public string? Key { get; init; }
}

/// <inheritdoc cref="ISuppressionKeyGrain"/>
internal sealed class SuppressionKeyGrain(
    [PersistentState(StateNames.SuppressionKey, StateNames.Storage)] IPersistentState<SuppressionKeyState> state, IDataProtectionProvider protection, IErasureStore erasures)
    : Grain, ISuppressionKeyGrain
{
    public async Task<string> Get()
    {
        if (state.State.Key is { } stored && (SuppressionKeys.Opens(protection, stored) || await erasures.HasAny(CancellationToken.None)))
        {
            return stored;
        }

        var made = Convert.ToBase64String(SuppressionKeys.Protector(protection).Protect(RandomNumberGenerator.GetBytes(32)));
        state.State = new SuppressionKeyState { Key = made };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory may differ from what is stored: the next call gets a fresh activation.
            DeactivateOnIdle();
            throw;
        }

        return made;
    }
}

/// <inheritdoc cref="ISuppressionKey"/>
internal sealed class SuppressionKeys(IGrainFactory grains, IDataProtectionProvider protection) : ISuppressionKey
{
    public async Task<byte[]> Get(CancellationToken cancellationToken)
    {
        var stored = await grains.GetGrain<ISuppressionKeyGrain>(ISuppressionKeyGrain.Key).Get().WaitAsync(cancellationToken);
        try
        {
            return Protector(protection).Unprotect(Convert.FromBase64String(stored));
        }
        catch (CryptographicException)
        {
            throw new SuppressionKeyException();
        }
    }

    internal static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("Jobvite.Orleans", "suppression-key");

    internal static bool Opens(IDataProtectionProvider protection, string stored)
    {
        try
        {
            return Protector(protection).Unprotect(Convert.FromBase64String(stored)).Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
