using System.Net;
using Jobvite.Transport;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Jobvite.Silo.Clustering;

/// <summary>Says when the cluster's ports can be reached from other machines and take whoever connects.</summary>
internal sealed partial class ClusterExposure(ClusterTls tls, IOptions<EndpointOptions> endpoints, ILogger<ClusterExposure> logger)
{
    public void WarnWhenOpen()
    {
        var options = endpoints.Value;
        var address = options.SiloListeningEndpoint?.Address ?? options.AdvertisedIPAddress;
        if (!tls.IsOn && !IPAddress.IsLoopback(address))
        {
            LogOpen(options.SiloPort, options.GatewayPort, address);
        }
    }
}
