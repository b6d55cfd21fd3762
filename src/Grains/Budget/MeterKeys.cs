using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;
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

/// <summary>As it is stored.</summary>
internal sealed record MeterKeyState
{
    /// <summary>Base64 of the protected key.</summary>
    public string? Key { get; init; }
}

/// <inheritdoc cref="IMeterKeyGrain"/>
internal sealed class MeterKeyGrain(
    [PersistentState(StateNames.MeterKey, StateNames.Storage)] IPersistentState<MeterKeyState> state, IDataProtectionProvider protection) : Grain, IMeterKeyGrain
{
    public async Task<string> Get()
    {
        if (state.State.Key is { } stored && MeterKeys.Opens(protection, stored))
        {
            return stored;
        }

        // Also when the ring that protected it is lost: budgets begin anew then.
        var made = Convert.ToBase64String(MeterKeys.Protector(protection).Protect(RandomNumberGenerator.GetBytes(32)));
        state.State = new MeterKeyState { Key = made };
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

/// <summary>Finds the budget of an API key. Thread-safe.</summary>
internal sealed class MeterKeys(IGrainFactory grains, IDataProtectionProvider protection)
{
    private volatile byte[]? _key;

    /// <summary>The key of the budget's grain; says nothing about the API key.</summary>
    public async Task<string> Of(JobviteEnvironment environment, string apiKey)
    {
        _key ??= Protector(protection).Unprotect(Convert.FromBase64String(await grains.GetGrain<IMeterKeyGrain>(IMeterKeyGrain.Key).Get()));
        return BudgetKey.Of(environment, HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(apiKey)));
    }

    internal static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("Jobvite.Orleans", "meter-key");

    internal static bool Opens(IDataProtectionProvider protection, string stored)
    {
        try
        {
            return Protector(protection).Unprotect(Convert.FromBase64String(stored)).Length > 0;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return false;
        }
    }
}
