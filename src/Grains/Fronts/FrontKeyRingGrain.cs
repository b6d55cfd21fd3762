using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Grains.Fronts;

/// <inheritdoc cref="IFrontKeyRingGrain"/>
internal sealed class FrontKeyRingGrain(
    [PersistentState(StateNames.FrontKeys, StateNames.Storage)] IPersistentState<FrontKeyRingState> state,
    IDataProtectionProvider protection) : Grain, IFrontKeyRingGrain
{
    private const int MaxElementLength = 16 * 1024;

    /// <summary>A new key comes every 90 days; what is older than the newest ten protects no cookie any more.</summary>
    private const int MaxKeys = 10;

    private readonly IDataProtector _protector = protection.CreateProtector("Jobvite.Orleans", "front-key-ring");

    public Task<FrontKeys> GetKeys() => Task.FromResult(Ring());

    public async Task<FrontKeys> AddKey(string element, int knownVersion)
    {
        if (element.Length > MaxElementLength)
        {
            throw new ArgumentException($"A key has at most {MaxElementLength} characters.", nameof(element));
        }

        if (state.State.Version != knownVersion)
        {
            return Ring();
        }

        state.State = new()
        {
            Version = knownVersion + 1,
            Keys = [.. state.State.Keys.Append(Convert.ToBase64String(_protector.Protect(Encoding.UTF8.GetBytes(element)))).TakeLast(MaxKeys)],
        };
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

        return Ring();
    }

    private FrontKeys Ring() => new(state.State.Version, [.. state.State.Keys.Select(Open).OfType<string>()]);

    /// <summary>Null when the silos' own ring was lost since: such a key protects cookies that nobody needs any more.</summary>
    private string? Open(string key)
    {
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(Convert.FromBase64String(key)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
