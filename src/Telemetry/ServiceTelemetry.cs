using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Jobvite.Telemetry;

/// <summary>Metrics, traces and their resource, the same in every program.</summary>
public static class ServiceTelemetry
{
    /// <summary>OpenTelemetry's variable that says where to send to; nothing is sent without it.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Seconds. With the bounds of the objectives: 0.3 for reads, 1 for webhooks.</summary>
    private static readonly double[] RequestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>Whether somebody takes traces. Only then are they made: they cost a tenth of a webhook's processor time.</summary>
    public static bool IsTraced(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return !string.IsNullOrWhiteSpace(configuration[OtlpEndpoint]);
    }

    /// <summary>
    /// Registers the meters, and with <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> the sources and the export of metrics, traces and logs. The program
    /// maps <c>/metrics</c> itself. The resource follows OpenTelemetry's conventions; <c>OTEL_SERVICE_NAME</c> and
    /// <c>OTEL_RESOURCE_ATTRIBUTES</c> win.
    /// </summary>
    /// <param name="builder">The program.</param>
    /// <param name="serviceName">Such as <c>jobvite-silo</c>.</param>
    public static void AddServiceTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(serviceName, serviceVersion: Version, serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}")
                .AddAttributes([new("deployment.environment.name", builder.Environment.EnvironmentName)])
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter("Jobvite.*", "Microsoft.Orleans", "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { Boundaries = RequestSeconds })
                .AddPrometheusExporter());
        if (IsTraced(builder.Configuration))
        {
            telemetry
                .WithTracing(traces => traces
                    .AddAspNetCoreInstrumentation()
                    .AddSource("Jobvite.*", "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Npgsql", "System.Net.Http"))
                .UseOtlpExporter();
        }
    }

    /// <summary>The program's version without the commit behind it.</summary>
    private static string Version =>
        (Assembly.GetEntryAssembly() ?? typeof(ServiceTelemetry).Assembly).GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
