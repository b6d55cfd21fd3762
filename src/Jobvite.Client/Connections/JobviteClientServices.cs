using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jobvite.Client;

/// <summary>Puts the client into a program.</summary>
public static class JobviteClientServices
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string TelemetryName = "Jobvite.Client";

    internal const string HttpClientName = "Jobvite";

    /// <summary>Adds <see cref="IJobviteClientFactory"/>. Bad options stop the program at its start and say which.</summary>
    public static IServiceCollection AddJobviteClient(this IServiceCollection services, Action<JobviteClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<JobviteClientOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JobviteClientOptions>, JobviteClientOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CircuitPool>();
        services.TryAddSingleton<LargeAnswers>();
        services.TryAddSingleton<CallTelemetry>();
        services.TryAddSingleton<WireCaller>();
        services.TryAddSingleton<IJobviteClientFactory, JobviteClientFactory>();
        services.AddMetrics();
        services.AddHttpClient(HttpClientName)
            .ConfigureHttpClient(static client =>
            {
                // Attempts are timed by the caller, body included.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("Jobvite.Orleans");
                client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            })
            .UseSocketsHttpHandler(static (handler, provider) =>
            {
                // Jobvite redirects bad credentials to a login page, and sets cookies whose value is "_remove_" (recorded).
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.AutomaticDecompression = DecompressionMethods.All;
                handler.MaxConnectionsPerServer = provider.GetRequiredService<IOptions<JobviteClientOptions>>().Value.MaxConnectionsPerServer;
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);

                // The handler's own spans would carry addresses with candidates' ids; CallTelemetry makes ours.
                handler.ActivityHeadersPropagator = null;
                handler.ConnectTimeout = TimeSpan.FromSeconds(10);
            })
            // Connections renew themselves (above); a rotating handler would only throw away the pool.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The default loggers write request addresses, which hold candidates' ids.
            .RemoveAllLoggers();
        return services;
    }
}
