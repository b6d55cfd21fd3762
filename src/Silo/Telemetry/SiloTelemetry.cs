using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Jobvite.Silo.Telemetry;

/// <summary>Metrics and traces of a silo.</summary>
internal static class SiloTelemetry
{
    /// <summary>The standard variable that says where to send to; nothing is sent without it.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whether somebody takes traces.</summary>
    public static bool IsTraced(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[OtlpEndpoint]);

    public static IHostApplicationBuilder AddSiloTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("jobvite-orleans"))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.Orleans", "Jobvite.*")
                .AddRuntimeInstrumentation());
        if (IsTraced(builder.Configuration))
        {
            // Traces only when somebody takes them: a listener makes an activity of every grain call.
            telemetry
                .WithTracing(traces => traces.AddSource("Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Jobvite.*"))
                .UseOtlpExporter();
        }

        return builder;
    }
}
