using System.Net;
using Jobvite.WebFrontend.Console.Access;
using Jobvite.WebFrontend.Console.SetupLinks;
using Microsoft.Extensions.Options;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace Jobvite.WebFrontend;

/// <summary>Prometheus' page of figures, kept apart from what tenants can reach.</summary>
internal static class MetricsEndpoint
{
    private const string Path = "/metrics";

    public static void AddFrontendMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FrontendInstruments>();
        builder.Services.AddHostedService<DatabaseProbe>();
        builder.Services.AddSingleton<IValidateOptions<MetricsSettings>, MetricsSettingsValidator>();
        builder.Services.AddSettings<MetricsSettings>(MetricsSettings.Section);
        // These links hold a code in the path.
        builder.Services.Configure<AspNetCoreTraceInstrumentationOptions>(traces => traces.Filter = static http =>
            !http.Request.Path.StartsWithSegments(SignInLinks.Prefix) && !http.Request.Path.StartsWithSegments(SetupAccess.OpenPrefix));
    }

    /// <summary>Keeps the figures off the main port when they have their own, and everything else off theirs.</summary>
    public static void UseMetricsGate(this WebApplication app)
    {
        var port = app.Services.GetRequiredService<IOptions<MetricsSettings>>().Value.Port;
        if (port is { } own)
        {
            app.ListenAlsoOn(own);
        }

        app.Use((http, next) =>
        {
            var figures = IsAsked(http);
            var allowed = port is null ? !figures || IsFromThisMachine(http) : figures == (http.Connection.LocalPort == port);
            return allowed ? next(http) : new Problem(StatusCodes.Status404NotFound, "This path does not exist.").ExecuteAsync(http);
        });
    }

    public static void MapMetrics(this WebApplication app)
    {
        app.MapPrometheusScrapingEndpoint(Path).AllowAnonymous().DisableHttpMetrics();
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<FrontendInstruments>().ShowEverySeries);
    }

    /// <summary>Whether the request is for the figures.</summary>
    public static bool IsAsked(HttpContext http) => http.Request.Path.StartsWithSegments(Path);

    /// <summary>
    /// A proxy on the same machine forwards other people's requests from a loopback address. It says so in one of these headers, or names the
    /// public host. Where some proxy does neither, give the figures a port of their own.
    /// </summary>
    private static readonly string[] ForwardingHeaders = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP"];

    private static bool IsFromThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && (http.Request.Host.Host is "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)))
        && !ForwardingHeaders.Any(http.Request.Headers.ContainsKey);

    /// <summary>An address given in code replaces those from the configuration, so these are repeated.</summary>
    private static void ListenAlsoOn(this WebApplication app, int port)
    {
        if (app.Urls.Count == 0)
        {
            var urls = app.Configuration[WebHostDefaults.ServerUrlsKey];
            var ports = app.Configuration[WebHostDefaults.HttpPortsKey];
            string[] addresses = (urls, ports) switch
            {
                ({ Length: > 0 }, _) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries),
                (_, { Length: > 0 }) => [.. ports.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => $"http://*:{p}")],
                _ => ["http://localhost:5000"],
            };
            foreach (var address in addresses)
            {
                app.Urls.Add(address);
            }
        }

        app.Urls.Add($"http://*:{port}");
    }
}
