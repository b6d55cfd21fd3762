using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Webhooks;

internal sealed partial class WebhookIntake
{
    [LoggerMessage(LogLevel.Error, "The webhook signing key could not be read; the sender was told to come back")]
    private partial void LogKeyUnavailable(Exception exception);

    [LoggerMessage(LogLevel.Warning, "A {Source} webhook was signed but could not be read")]
    private partial void LogUnreadable(WebhookSource source);

    [LoggerMessage(LogLevel.Warning, "A {Source} webhook was refused: {Reason}")]
    private partial void LogRefused(WebhookSource source, string reason);
}
