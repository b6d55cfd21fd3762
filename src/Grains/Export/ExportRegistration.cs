using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Export;

/// <summary>What exports need.</summary>
internal static class ExportRegistration
{
    /// <summary>Binds and checks <c>Jobvite:Exports</c>. The host registers <see cref="Storage.IExportStore"/>.</summary>
    public static IServiceCollection AddExports(this IServiceCollection services)
    {
        services.AddOptions<ExportOptions>().BindConfiguration(ExportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ExportSlots>();
        return services;
    }
}
