using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Jobvite.Silo.KeyRing;

/// <summary>Data Protection as this service uses it.</summary>
internal static class KeyRingHosting
{
    /// <summary>Part of every protected value: never changed.</summary>
    public const string ApplicationName = "Jobvite.Orleans";

    /// <summary>
    /// AES-256-CBC with HMAC-SHA256, a new key every 90 days, the ring in the database. Keys are never deleted: what they protected is
    /// kept for as long as the customer stays.
    /// </summary>
    public static IServiceCollection AddKeyRing(this IServiceCollection services, WrappingKeys keys)
    {
        services.AddSingleton(keys);
        services.AddSingleton<KeyRingOpening>();
        services.AddDataProtection()
            .SetApplicationName(ApplicationName)
            .SetDefaultKeyLifetime(TimeSpan.FromDays(90))
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration
            {
                EncryptionAlgorithm = EncryptionAlgorithm.AES_256_CBC,
                ValidationAlgorithm = ValidationAlgorithm.HMACSHA256,
            });
        services.AddOptions<KeyManagementOptions>().Configure<IKeyRingStore>((options, store) =>
        {
            options.XmlRepository = new KeyRingRepository(store);
            options.XmlEncryptor = new KeyRingEncryptor(keys);
        });
        return services;
    }
}
