using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Jobvite.WebFrontend;

/// <summary>Data Protection of a front that runs by itself. In one process with a silo it uses the silo's, under other purposes.</summary>
internal static class FrontProtection
{
    /// <summary>Part of every cookie: never changed. Another one than the silos', although no key of one is known to the other.</summary>
    private const string ApplicationName = "Jobvite.Orleans.Front";

    public static WebApplicationBuilder AddFrontProtection(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName(ApplicationName);
        // It would read the ring while the host starts, before the cluster can be asked, and report a failure that is none.
        foreach (var early in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            builder.Services.Remove(early);
        }

        builder.Services.AddSingleton<FrontKeyRing>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FrontKeyRing>());
        builder.Services.AddOptions<KeyManagementOptions>().Configure<FrontKeyRing>((keys, ring) =>
        {
            keys.XmlRepository = ring;
            // The silo protects them before they are stored.
            keys.XmlEncryptor = new NullXmlEncryptor();
            keys.AutoGenerateKeys = false;
        });
        return builder;
    }
}
