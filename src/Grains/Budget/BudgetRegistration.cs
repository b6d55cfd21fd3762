using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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
        services.AddSingleton<IValidateOptions<RequestBudgetOptions>, RequestBudgetOptionsValidator>();
        services.AddOptions<RequestBudgetOptions>().BindConfiguration(RequestBudgetOptions.Section).ValidateOnStart();
        return services;
    }
}
