using Microsoft.Extensions.Logging;

namespace Jobvite.Transport.Certificates;

internal sealed partial class IdentityKeeper
{
    [LoggerMessage(1, LogLevel.Information, "New connections between the processes use the renewed certificate, which is good until {Expires:u}")]
    private partial void LogRenewed(DateTimeOffset expires);

    [LoggerMessage(2, LogLevel.Error, "The changed TLS files cannot be used, and the former ones are kept: {Failure}")]
    private partial void LogKept(string failure);

    [LoggerMessage(3, LogLevel.Warning, "The certificate {Path} is good until {Expires:u}; after that no new connection between the processes is made. Renew it in place, no restart is needed")]
    private partial void LogExpires(string path, DateTimeOffset expires);
}
