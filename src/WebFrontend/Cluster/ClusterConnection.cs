using System.Data.Common;
using Jobvite.Telemetry;
using Jobvite.Transport;
using Jobvite.WebFrontend.Console.Assets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Jobvite.WebFrontend;

/// <summary>How the front finds its cluster.</summary>
internal static class ClusterConnection
{
    /// <summary>Where gateways are listed; of the whole database the front reads these few rows and nothing else.</summary>
    public const string ConnectionStringVariable = "ConnectionStrings__Jobvite";

    private const string DefaultId = "jobvite";

    /// <summary>
    /// How long a call that does not wait for Jobvite may take. Those that were on their way to a silo when it died are never answered, so
    /// this is what their callers lose; Orleans' default of 30 s is twice as long as the cluster itself takes to notice.
    /// </summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Registers the client. With a connection string gateways are found in PostgreSQL, under <c>Orleans__ClusterId</c>; without one the
    /// silo is on this machine, at <c>Orleans__GatewayPort</c> (30000). Connections to silos are encrypted when section <c>Orleans:Tls</c> says how.
    /// </summary>
    /// <exception cref="OptionsValidationException">A setting cannot be used; the message names the variable.</exception>
    public static WebApplicationBuilder AddClusterClient(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        configuration.AddSecretFiles();
        var connectionString = configuration.GetConnectionString("Jobvite");
        var (clusterId, serviceId) = (Id(configuration, "ClusterId"), Id(configuration, "ServiceId"));
        var gatewayPort = GatewayPort(configuration);
        var tls = ClusterTls.From(configuration, ClusterRole.Front, TimeProvider.System);
        builder.Services.AddSingleton<GatewayConnections>();
        builder.UseOrleansClient(client =>
        {
            client.AddGatewayCountChangedHandler(services =>
            {
                var gateways = services.GetRequiredService<GatewayConnections>();
                return (_, change) => gateways.Changed(change.NumberOfConnectedGateways, change.PreviousNumberOfConnectedGateways);
            });
            client.UseConnectionRetryFilter<ClusterPatience>();
            if (ServiceTelemetry.IsTraced(configuration))
            {
                // Every call pays for it, so only when somebody takes the traces.
                client.AddActivityPropagation();
            }

            tls.Secure(client);
            // As in the silos, or what they say could not be read.
            client.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Polly"));
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = LongestCall);
            if (string.IsNullOrWhiteSpace(connectionString))
            {
                client.UseLocalhostClustering(gatewayPort, serviceId, clusterId);
                return;
            }

            var pooled = Pooled(connectionString);
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (clusterId, serviceId));
            // Silos come and go; a minute, Orleans' default, is long when the ones that are known have all been replaced.
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(10));
            client.UseAdoNetClustering((AdoNetClusteringClientOptions options) => (options.Invariant, options.ConnectionString) = ("Npgsql", pooled));
        });

        // The port and /health/live are open while the client still looks for its cluster; see ClusterGate for everything else.
        builder.Services.Configure<HostOptions>(options => options.ServicesStartConcurrently = true);
        return builder;
    }

    /// <summary>A small pool of connections that say whose they are.</summary>
    private static string Pooled(string connectionString)
    {
        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
            if (builder.ContainsKey("Host") || builder.ContainsKey("Server"))
            {
                builder["Application Name"] = "jobvite-front";
                builder["Maximum Pool Size"] = 4;
                builder["Minimum Pool Size"] = 0;
                return builder.ConnectionString;
            }
        }
        catch (ArgumentException)
        {
            // Said below, without the text of the failure: it may repeat a part of the password.
        }

        throw Refused($"{ConnectionStringVariable} is not a PostgreSQL connection string. It looks like Host=db.example.com;Database=jobvite;Username=jobvite_front;Password=...");
    }

    private static string Id(ConfigurationManager configuration, string name)
    {
        var id = configuration[$"Orleans:{name}"] ?? DefaultId;
        return id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? id
            : throw Refused($"Orleans__{name} must be 1 to 64 letters, digits, '-' or '_', the same as the silos'.");
    }

    private static int GatewayPort(ConfigurationManager configuration)
    {
        var text = configuration["Orleans:GatewayPort"];
        return string.IsNullOrWhiteSpace(text) ? 30000
            : int.TryParse(text, out var port) && port is >= 1 and <= 65535 ? port
            : throw Refused($"Orleans__GatewayPort is '{text}'; it must be a port number from 1 to 65535.");
    }

    private static OptionsValidationException Refused(string failure) => new("Orleans", typeof(ClusterConnection), [failure]);
}

/// <summary>
/// Until the client has found its cluster, a grain call would hang until it times out. So callers are told at once to come again; only
/// the health endpoints answer for themselves, and the looks of the page that says so.
/// </summary>
internal static class ClusterGate
{
    private static readonly TimeSpan ComeAgainIn = TimeSpan.FromSeconds(5);

    public static WebApplication UseClusterGate(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.Use((http, next) => app.Lifetime.ApplicationStarted.IsCancellationRequested || http.Request.Path.StartsWithSegments("/health") || http.Request.Path.StartsWithSegments(ConsoleAssets.Prefix)
            ? next(http)
            : Problem.Unavailable("The service is starting and has not found its cluster yet. Try again after the time in Retry-After.", ComeAgainIn).ExecuteAsync(http));
        return app;
    }
}

/// <summary>Waits for the cluster at start-up: the two are usually started together, in no certain order.</summary>
internal sealed partial class ClusterPatience(TimeProvider time, ILogger<ClusterPatience> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        WaitsForCluster(exception.GetType().Name);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(1, LogLevel.Warning, "No silo answers yet ({Reason}); trying again. Is the cluster running, does the database answer, and are ConnectionStrings__Jobvite and Orleans__ClusterId, or Orleans__GatewayPort, those of the silos?")]
    private partial void WaitsForCluster(string reason);
}

/// <summary>How many silos this front end is connected to just now. Orleans tells of every change.</summary>
internal sealed class GatewayConnections
{
    private int _open;

    public bool Any => Volatile.Read(ref _open) > 0;

    /// <summary>Takes the difference and not the figure: two changes at once may be told in the wrong order.</summary>
    public void Changed(int now, int before) => Interlocked.Add(ref _open, now - before);
}
