using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Sync;

internal sealed partial class RefreshLoop
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Events} events wait because Jobvite does not answer for {Kind} as it should ({Obstacle}); one is tried again in {Pause}.")]
    private partial void LogWaiting(SyncKind kind, int events, string obstacle, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Jobvite answers again for {Kind}; the events that waited are applied.")]
    private partial void LogOver(SyncKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} refresh of {Events} events broke off; they are tried again later.")]
    private partial void LogUnexpected(Exception exception, SyncKind kind, int events);
}
