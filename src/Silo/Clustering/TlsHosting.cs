using Jobvite.Transport;
using Orleans.Configuration;

namespace Jobvite.Silo.Clustering;

/// <summary>Encrypts what goes in and out of a silo. A client inside the same process uses no connection and is not concerned.</summary>
internal static class TlsHosting
{
    /// <summary>Between silos only silos are let in; the gateway is for both.</summary>
    public static ISiloBuilder UseClusterTls(this ISiloBuilder silo, ClusterTls tls) => silo.Configure<SiloConnectionOptions>(options =>
    {
        options.ConfigureSiloInboundConnection(connections => tls.Accept(connections, ClusterRole.Silo));
        options.ConfigureSiloOutboundConnection(tls.Call);
        options.ConfigureGatewayInboundConnection(connections => tls.Accept(connections, ClusterRole.Front, ClusterRole.Silo));
    });
}
