namespace Jobvite.Sandbox;

internal sealed partial class WebhookOutbox
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook was dropped: {Capacity} are already waiting")]
    private static partial void LogDropped(ILogger logger, int capacity);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook to {Host} was given up after {Attempts} attempts")]
    private static partial void LogGivenUp(ILogger logger, string host, int attempts);

    [LoggerMessage(Level = LogLevel.Information, Message = "A webhook did not reach {Host}: {Reason}")]
    private static partial void LogUnreachable(ILogger logger, string host, string reason);
}
