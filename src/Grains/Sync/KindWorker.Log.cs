using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Sync;

internal sealed partial class KindWorker
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} run: its execution broke off; it goes on from its cursor when its heartbeat is old.")]
    private partial void LogExecutionFailed(Exception exception, SyncKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} refresh broke off; its events stay due.")]
    private partial void LogRefreshFailed(Exception exception, SyncKind kind);
}
