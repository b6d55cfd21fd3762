using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Tests.Cluster;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Health;

/// <summary>A cluster that waits less than the real one and whose key ring can be made unreadable.</summary>
public sealed class FaultCluster : GrainCluster
{
    internal BreakableRing Ring { get; } = new();

    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Jobvite:RequestBudget:PerMinute"] = "6000",
        ["Jobvite:RequestBudget:PerHour"] = "100000",
        ["Jobvite:Webhooks:FirstRetry"] = "00:00:01",
        ["Jobvite:Webhooks:MaxRetry"] = "00:00:01",
        ["Jobvite:Webhooks:MaxAttempts"] = "2",
        ["Jobvite:Webhooks:SweepInterval"] = "00:00:00.5",
    };

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<IDataProtectionProvider>(Ring);
        services.PostConfigure<JobviteClientOptions>(options =>
        {
            options.AttemptTimeout = TimeSpan.FromSeconds(1);
            options.TotalTimeout = TimeSpan.FromSeconds(5);
            options.RetryDelay = TimeSpan.FromMilliseconds(50);
            options.DefaultThrottleWait = TimeSpan.FromSeconds(3);
            options.CircuitBreakDuration = TimeSpan.FromSeconds(0.5);
        });
    }
}

/// <summary>Keys that can be lost for a while.</summary>
internal sealed class BreakableRing : IDataProtectionProvider
{
    private readonly EphemeralDataProtectionProvider _inner = new();

    public bool IsUnreadable { get; set; }

    public IDataProtector CreateProtector(string purpose) => new Protector(this, _inner.CreateProtector(purpose));

    private sealed class Protector(BreakableRing ring, IDataProtector inner) : IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => new Protector(ring, inner.CreateProtector(purpose));

        public byte[] Protect(byte[] plaintext) => inner.Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData) => ring.IsUnreadable ? throw new CryptographicException("The key was not found in the key ring.") : inner.Unprotect(protectedData);
    }
}
