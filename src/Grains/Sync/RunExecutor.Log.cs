using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Sync;

internal sealed partial class RunExecutor
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} run ({Mode}) ended {Status}: fetched {Fetched}, created {Created}, updated {Updated}, unchanged {Unchanged}, stale {Stale}, deleted {Deleted}, failed {Failed}.")]
    private partial void LogEnded(SyncKind kind, SyncMode mode, RunStatus status, int fetched, int created, int updated, int unchanged, int stale, int deleted, int failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} run: a page could not be read ({Failure}, attempt {Attempt}); trying again in {Wait}.")]
    private partial void LogRetry(SyncKind kind, FailureKind failure, int attempt, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} run: somebody else has taken it over; stopping here.")]
    private partial void LogLost(SyncKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} run: an unexpected error ended it.")]
    private partial void LogUnexpected(Exception exception, SyncKind kind);
}
