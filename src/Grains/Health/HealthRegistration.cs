using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Health;

/// <summary>What judges companies. The host registers <see cref="Storage.IHealthStore"/>.</summary>
internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<ContactRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<ContactRecorder>());
        services.AddSingleton<HealthReader>();
        services.AddHostedService<HealthWatch>();
        services.AddHostedService<DatabaseWatch>();
        return services;
    }
}
