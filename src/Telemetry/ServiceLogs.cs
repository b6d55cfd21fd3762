using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Jobvite.Telemetry;

/// <summary>How the programs write their logs to the console.</summary>
public static class ServiceLogs
{
    /// <summary>
    /// One line an event, with the time in UTC and, within a request, its trace id. <c>Logging__Console__FormatterName=json</c> makes it JSON.
    /// What fails again and again is written once in 30 seconds, then counted (<see cref="RepeatedLines"/>).
    /// </summary>
    public static void AddServiceLogs(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // Every other source wins over this one.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:Console:FormatterName"] = ConsoleFormatterNames.Simple,
                ["Logging:Console:FormatterOptions:SingleLine"] = "true",
                ["Logging:Console:FormatterOptions:IncludeScopes"] = "true",
                ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
                ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
                ["Logging:Console:FormatterOptions:ColorBehavior"] = "Disabled",
                // A program that is not ready yet has not failed, and whoever asks gets the answer.
                ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
            },
        });
        builder.Logging.AddConsole();
        foreach (var console in builder.Services.Where(service => service.ImplementationType == typeof(ConsoleLoggerProvider)).ToList())
        {
            builder.Services.Remove(console);
        }

        builder.Services.TryAddSingleton<ConsoleLoggerProvider>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => new RepeatedLines(provider.GetRequiredService<ConsoleLoggerProvider>(), TimeProvider.System));
    }
}
