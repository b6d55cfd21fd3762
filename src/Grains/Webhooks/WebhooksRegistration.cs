using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jobvite.Grains.Webhooks;

/// <summary>What the inbox grain needs, and the two loops beside it.</summary>
internal static class WebhooksRegistration
{
    /// <summary>
    /// Binds and checks <c>Jobvite:Webhooks</c>; registers the appender and the sweeper. The host registers the stores and
    /// <see cref="Secrets.SecretProtector"/>. Hosted services stop in the reverse order of their registration, so call this before the
    /// silo is added when webhooks that arrive while it stops should still be stored.
    /// </summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<GrainsInstruments>();
        services.TryAddSingleton(TimeProvider.System);

        // Not the generated validator: it ignores the messages of ranges, and they are what names the variable to set.
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EventAppender>();
        services.AddHostedService(provider => provider.GetRequiredService<EventAppender>());
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<Sweeper>(provider, new Random()));
        return services;
    }
}
