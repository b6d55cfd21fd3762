using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Webhooks;

internal sealed partial class Sweeper
{
    [LoggerMessage(LogLevel.Error, "The sweeper could not look for {What}; it tries again, more slowly while this lasts")]
    private partial void LogLookFailed(Exception exception, string what);

    [LoggerMessage(LogLevel.Warning, "The sweeper could not wake a grain; it tries again")]
    private partial void LogCallFailed(Exception exception);
}
