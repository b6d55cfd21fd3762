using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Sandbox;

/// <summary>The secrets of one company, and the tenant's public key once it is registered.</summary>
internal sealed class CompanyKeys : IDisposable
{
    private RSA? _tenantKey;

    /// <exception cref="ArgumentException">A given key is no PEM key or is too short.</exception>
    public CompanyKeys(SandboxOptions options, SharedMeans shared)
    {
        if (options.TenantPublicKeyPem is { } tenantPem)
        {
            Register(tenantPem);
        }

        Credentials = new SandboxCredentials
        {
            CompanyId = options.CompanyId,
            ApiKey = options.ApiKey ?? Derived(options, "api-key"),
            ApiSecret = options.ApiSecret ?? Derived(options, "api-secret"),
            WebhookSigningKey = options.WebhookSigningKey ?? Derived(options, "signing-key"),
            ServiceAccountUsername = options.ServiceAccountUsername ?? $"{options.CompanyId}-service",
            ServiceAccountPassword = options.ServiceAccountPassword ?? Derived(options, "service-password"),
            JobvitePublicKeyPem = shared.JobvitePublicKeyPem,
        };
    }

    public SandboxCredentials Credentials { get; }

    public RSA? TenantKey => Volatile.Read(ref _tenantKey);

    /// <exception cref="ArgumentException">Not a PEM key, or too short.</exception>
    public void Register(string publicKeyPem) =>
        Volatile.Write(ref _tenantKey, Import(publicKeyPem, "The tenant's RSA public key", needsPrivate: false));

    public void Dispose() => _tenantKey?.Dispose();

    internal static RSA Import(string pem, string what, bool needsPrivate)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            if (needsPrivate)
            {
                _ = key.ExportPkcs8PrivateKey();
            }
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ArgumentException($"{what} must be a PEM text that begins with '-----BEGIN {(needsPrivate ? "PRIVATE" : "PUBLIC")} KEY-----'.", problem);
        }

        if (key.KeySize < 2048)
        {
            var size = key.KeySize;
            key.Dispose();
            throw new ArgumentException($"{what} has {size} bits; at least 2048 are needed.");
        }

        return key;
    }

    private static string Derived(SandboxOptions options, string purpose) =>
        "sbx-" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{purpose}|{options.CompanyId}|{options.Seed}"))).AsSpan(0, 18));
}
