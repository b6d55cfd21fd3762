using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Tenants;

internal sealed partial class TenantGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Scheduled {Kind} run: {Outcome}.")]
    private partial void LogTick(SyncKind kind, StartSyncOutcome outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduled {Kind} run could not be started; the next tick tries it again.")]
    private partial void LogTickFailed(Exception exception, SyncKind kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The company's grains could not be told of changed settings; they ask by themselves within seconds.")]
    private partial void LogChildrenNotTold(Exception exception);
}
