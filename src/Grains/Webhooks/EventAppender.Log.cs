using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Webhooks;

internal sealed partial class EventAppender
{
    [LoggerMessage(LogLevel.Error, "The database is unavailable: {Count} webhook(s) were not stored and their senders were told to come back")]
    private partial void LogStorageUnavailable(Exception exception, int count);

    [LoggerMessage(LogLevel.Warning, "Too many webhooks wait to be stored, or the silo is stopping: senders are told to come back until the queue is empty")]
    private partial void LogOverloaded();

    [LoggerMessage(LogLevel.Warning, "{Count} webhooks could not be stored together; they are stored one by one")]
    private partial void LogBatchRefused(Exception exception, int count);

    [LoggerMessage(LogLevel.Error, "Webhook {EventId} could not be stored; its sender was told to come back")]
    private partial void LogEventRefused(Exception exception, Guid eventId);

    [LoggerMessage(LogLevel.Warning, "The silo stopped before {Count} webhook(s) were stored; their senders were told to come back")]
    private partial void LogGivenUp(int count);
}
