using System.Net;
using Microsoft.Extensions.Logging;

namespace Jobvite.Transport.Tls;

internal sealed partial class TlsMiddleware
{
    [LoggerMessage(1, LogLevel.Warning, "No TLS with {Peer}, which {Direction}: {Reason}")]
    private partial void LogRefused(EndPoint? peer, string direction, string reason);
}
