using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jobvite.Grains.Trimming;

/// <summary>What removes old history.</summary>
internal static class TrimmingRegistration
{
    /// <summary>Binds and checks <c>Jobvite:Retention</c>; registers the trimmer. The host registers <see cref="Storage.IHistoryTrimmer"/>.</summary>
    public static IServiceCollection AddTrimming(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<GrainsInstruments>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<Trimmer>(provider, new Random()));
        return services;
    }
}
