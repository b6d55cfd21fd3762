using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Grains.Tests.Cluster;

/// <summary>Keys for the life of a process, as they are when a ring was lost: what was protected before for a company, or for a purpose, does not open any more.</summary>
internal sealed class LostKeys : IDataProtectionProvider
{
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly ConcurrentDictionary<string, int> _generations = new();

    public void Lose(string purpose) => _generations.AddOrUpdate(purpose, 1, (_, generation) => generation + 1);

    public IDataProtector CreateProtector(string purpose) => new Protector(this, _keys.CreateProtector(purpose), [purpose]);

    private sealed class Protector(LostKeys lost, IDataProtector inner, string[] purposes) : IDataProtector
    {
        private byte Generation => (byte)purposes.Sum(purpose => lost._generations.GetValueOrDefault(purpose));

        public IDataProtector CreateProtector(string purpose) => new Protector(lost, inner.CreateProtector(purpose), [.. purposes, purpose]);

        public byte[] Protect(byte[] plaintext) => [Generation, .. inner.Protect(plaintext)];

        public byte[] Unprotect(byte[] protectedData) => protectedData.Length > 0 && protectedData[0] == Generation
            ? inner.Unprotect(protectedData[1..])
            : throw new CryptographicException("The key was not found in the key ring.");
    }
}
