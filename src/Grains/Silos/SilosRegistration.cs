using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Silos;

/// <summary>What silos do for each other.</summary>
internal static class SilosRegistration
{
    public static void AddSilos(this IServiceCollection services)
    {
        services.AddSingleton<LocalCompanies>();
        services.AddSingleton<DatabaseReach>();
        services.AddSingleton<Draining>();
        services.AddSingleton<PeerSilos>();
        services.AddSingleton<SiloDrainer>();
        services.AddGrainService<PeerSilo>();
        services.AddHostedService<CompanyBalancer>();
    }
}
