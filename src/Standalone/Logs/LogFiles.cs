using System.Globalization;
using System.Text;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Sinks.File;

namespace Jobvite.Standalone.Logs;

/// <summary>
/// Logs go to files of a day each in the data directory; the terminal is for its reader and gets only our own warnings and errors,
/// a line each.
/// </summary>
internal static class LogFiles
{
    private const string Ours = "Jobvite.";

    public static Logger Open(DataDirectory data) => new LoggerConfiguration()
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        .MinimumLevel.Override("Polly", LogEventLevel.Warning)
        .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
        .Enrich.FromLogContext()
        .WriteTo.File(
            Path.Combine(data.LogsPath, "standalone-.log"),
            rollingInterval: RollingInterval.Day,
            rollOnFileSizeLimit: true,
            fileSizeLimitBytes: 64 * 1024 * 1024,
            retainedFileCountLimit: 14,
            formatProvider: CultureInfo.InvariantCulture,
            outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {SourceContext} {Message:l}{NewLine}{Exception}",
            hooks: new OwnerOnly())
        .WriteTo.Logger(terminal => terminal
            .Filter.ByIncludingOnly(IsOurs)
            .Enrich.With<CauseEnricher>()
            .WriteTo.Console(
                restrictedToMinimumLevel: LogEventLevel.Warning,
                standardErrorFromLevel: LogEventLevel.Verbose,
                formatProvider: CultureInfo.InvariantCulture,
                outputTemplate: "{Level:w}: {Message:l}{" + CauseEnricher.Property + ":l}{NewLine}"))
        .CreateLogger();

    private static bool IsOurs(LogEvent log) =>
        log.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
        && source is ScalarValue { Value: string name }
        && name.StartsWith(Ours, StringComparison.Ordinal);

    /// <summary>Log files are for their owner only (mode 600), like everything in the data directory.</summary>
    private sealed class OwnerOnly : FileLifecycleHooks
    {
        public override Stream OnFileOpened(string path, Stream underlyingStream, Encoding encoding)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            return underlyingStream;
        }
    }
}
