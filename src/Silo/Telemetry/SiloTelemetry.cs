using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Jobvite.Silo.Telemetry;

/// <summary>Metrics and traces of a silo.</summary>
internal static class SiloTelemetry
{
    /// <summary>The standard variable that says where to send to; nothing is sent without it.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IHostApplicationBuilder AddSiloTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("jobvite-orleans"))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.Orleans", "Jobvite.*")
                .AddRuntimeInstrumentation())
            .WithTracing(traces => traces
                .AddSource("Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Jobvite.*"));
        if (!string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpoint]))
        {
            telemetry.UseOtlpExporter();
        }

        return builder;
    }
}
