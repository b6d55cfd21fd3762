using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Sync;

internal sealed partial class RefreshLoop
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} refresh of {Events} events failed ({Failure}); they are tried again later.")]
    private partial void LogFailed(SyncKind kind, FailureKind failure, int events);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} refresh of {Events} events broke off; they are tried again later.")]
    private partial void LogUnexpected(Exception exception, SyncKind kind, int events);
}
