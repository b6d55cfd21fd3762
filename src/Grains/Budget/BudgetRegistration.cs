using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jobvite.Grains.Budget;

/// <summary>What the budget grain needs.</summary>
internal static class BudgetRegistration
{
    /// <summary>Binds and checks <c>Jobvite:RequestBudget</c>. The host registers <see cref="Storage.IBudgetStore"/>.</summary>
    public static IServiceCollection AddBudget(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<GrainsInstruments>();
        services.TryAddSingleton(TimeProvider.System);

        // Not the generated validator: it ignores the messages of ranges, and they are what names the variable to set.
        services.AddOptions<RequestBudgetOptions>().BindConfiguration(RequestBudgetOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
