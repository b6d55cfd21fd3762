using System.Diagnostics.CodeAnalysis;

namespace Jobvite.Grains.Interfaces;

/// <summary>The key of a tenant's directory grain. Tenant ids come from the host application's tokens.</summary>
public readonly record struct TenantKey
{
    private const string Prefix = "tenant:";

    /// <summary>The longest tenant id that is accepted, in characters.</summary>
    public const int MaxLength = 128;

    private TenantKey(string tenantId) => TenantId = tenantId;

    /// <summary>The tenant id as the token spells it; case matters.</summary>
    public string TenantId { get; }

    /// <summary>Makes the key of <paramref name="tenantId"/>.</summary>
    /// <exception cref="ArgumentException">The id is not 1–128 printable characters.</exception>
    public static TenantKey Of(string tenantId) =>
        TryCreate(tenantId, out var key) ? key : throw new ArgumentException("A tenant id is 1–128 printable characters.", nameof(tenantId));

    /// <summary>Makes the key when <paramref name="tenantId"/> has the shape of a tenant id.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? tenantId, out TenantKey key)
    {
        var valid = tenantId is { Length: > 0 and <= MaxLength } && !string.IsNullOrWhiteSpace(tenantId) && !tenantId.Any(char.IsControl);
        key = valid ? new TenantKey(tenantId!) : default;
        return valid;
    }

    /// <summary>Reads the tenant id back out of a grain's primary key.</summary>
    public static string TenantIdOf(string grainKey) => grainKey.StartsWith(Prefix, StringComparison.Ordinal)
        ? grainKey[Prefix.Length..]
        : throw new ArgumentException("Not the key of a tenant's grain.", nameof(grainKey));

    /// <summary>The grain key.</summary>
    public override string ToString() => Prefix + TenantId;
}
