using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jobvite.Grains.Endpoints;

/// <summary>What delivers changes.</summary>
internal static class EndpointsRegistration
{
    /// <summary>Binds and checks <c>Webhooks</c>; registers the sender and the waker. The host registers the stores and <see cref="Secrets.SecretProtector"/>.</summary>
    public static IServiceCollection AddEndpoints(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<GrainsInstruments>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EndpointOptions>().BindConfiguration(EndpointOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<HostResolver>(static (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken));
        services.AddSingleton<CustomerConnections>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<DeliveryBodies>();
        services.AddSingleton<EndpointSecrets>();
        services.AddSingleton<EndpointViews>();
        services.AddSingleton<EndpointCalls>();
        services.AddSingleton<EndpointEditor>();
        services.AddSingleton<Redelivery>();
        services.AddSingleton<DeliveryServices>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<EndpointWaker>(provider, new Random()));
        return services;
    }
}
