using System.Globalization;
using Jobvite.Grains;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Benchmarks.Deliveries;

/// <summary>A silo as a process of its own that does nothing but deliver: no company of it is connected.</summary>
internal static class DeliverySilo
{
    public const string Role = "delivery-silo";

    public static async Task Serve(string database, string keys, string siloPort, string gatewayPort)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(int.Parse(siloPort, CultureInfo.InvariantCulture), int.Parse(gatewayPort, CultureInfo.InvariantCulture))
            .AddMemoryGrainStorage("jobvite")
            .UseInMemoryReminderService());
        AddStore(builder.Services, database, keys);
        builder.Services.AddJobviteGrains(builder.Configuration);
        await builder.Build().RunAsync();
    }

    /// <summary>The stores alone, for whoever makes companies and endpoints.</summary>
    public static void AddStore(IServiceCollection services, string database, string keys)
    {
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(keys)).SetApplicationName("deliveries");
        DeliveryDatabase.AddStore(services, database);
    }
}
