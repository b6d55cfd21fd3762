using System.Net;

namespace Jobvite.Silo.Clustering;

internal sealed partial class ClusterExposure
{
    [LoggerMessage(1, LogLevel.Warning,
        "The cluster's ports {SiloPort} and {GatewayPort} on {Address} are open to other machines without TLS and trust whoever connects. Keep them in a private network, or set Orleans__Tls__CertificatePath, Orleans__Tls__KeyPath and Orleans__Tls__CaPath")]
    private partial void LogOpen(int siloPort, int gatewayPort, IPAddress address);
}
