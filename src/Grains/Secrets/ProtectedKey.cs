using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Grains.Secrets;

/// <summary>As a <see cref="ProtectedKey"/> is stored.</summary>
internal sealed record ProtectedKeyState
{
    /// <summary>Base64 of the protected key.</summary>
    public string? Key { get; init; }
}

/// <summary>A random key that a cluster has one of, protected by the key ring: it outlives a change of the encryption key.</summary>
/// <param name="protection">The key ring.</param>
/// <param name="purpose">What the key is for; never changed, or no stored key opens any more.</param>
internal sealed class ProtectedKey(IDataProtectionProvider protection, string purpose)
{
    private const int Length = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("Jobvite.Orleans", purpose);

    /// <exception cref="CryptographicException">It is damaged, or no key of the ring opens it.</exception>
    public byte[] Open(string stored)
    {
        try
        {
            return _protector.Unprotect(Convert.FromBase64String(stored));
        }
        catch (FormatException exception)
        {
            throw new CryptographicException("The stored key is damaged.", exception);
        }
    }

    public bool Opens(string stored)
    {
        try
        {
            return Open(stored).Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Makes a key, stores it in place of the former one, and gives it as it is stored.</summary>
    public async Task<string> Replace(IPersistentState<ProtectedKeyState> state, IGrainBase grain)
    {
        var made = Convert.ToBase64String(_protector.Protect(RandomNumberGenerator.GetBytes(Length)));
        state.State = new ProtectedKeyState { Key = made };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory may differ from what is stored: the next call gets a fresh activation.
            grain.DeactivateOnIdle();
            throw;
        }

        return made;
    }
}
