using Microsoft.Extensions.Logging;

namespace Jobvite.Client;

internal sealed partial class WireCaller
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Jobvite {Endpoint} request failed ({Kind}); retry {Number} in {Delay}")]
    private partial void LogRetry(JobviteEndpoint endpoint, FailureKind kind, int number, TimeSpan delay);
}
