using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Tenants;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Grains.Budget;

/// <summary>
/// Keeps what API keys are hashed with, so that the same key has the same budget whoever uses it; keyed by <see cref="Key"/>. A random key of its own,
/// protected by the key ring: it outlives a change of the encryption key, and a stolen list of budgets says nothing about API keys.
/// </summary>
[Alias("jv.IMeterKeyGrain")]
internal interface IMeterKeyGrain : IGrainWithStringKey
{
    /// <summary>There is one in a cluster.</summary>
    const string Key = "meter-key";

    /// <summary>The key, protected; made at the first call.</summary>
    [Alias("Get")]
    Task<string> Get();
}

/// <inheritdoc cref="IMeterKeyGrain"/>
internal sealed class MeterKeyGrain(
    [PersistentState(StateNames.MeterKey, StateNames.Storage)] IPersistentState<ProtectedKeyState> state, IDataProtectionProvider protection) : Grain, IMeterKeyGrain
{
    private readonly ProtectedKey _key = MeterKeys.Protected(protection);

    // Replaced also when the ring that protected it is lost: budgets begin anew then.
    public async Task<string> Get() => state.State.Key is { } stored && _key.Opens(stored) ? stored : await _key.Replace(state, this);
}

/// <summary>Finds the budget of an API key. Thread-safe.</summary>
internal sealed class MeterKeys(IGrainFactory grains, IDataProtectionProvider protection)
{
    private readonly ProtectedKey _protected = Protected(protection);
    private volatile byte[]? _key;

    /// <summary>The key of the budget's grain; says nothing about the API key.</summary>
    public async Task<string> Of(JobviteEnvironment environment, string apiKey)
    {
        _key ??= _protected.Open(await grains.GetGrain<IMeterKeyGrain>(IMeterKeyGrain.Key).Get());
        return BudgetKey.Of(environment, HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(apiKey)));
    }

    internal static ProtectedKey Protected(IDataProtectionProvider protection) => new(protection, "meter-key");
}
