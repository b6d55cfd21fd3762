using System.Net;
using Jobvite.Silo.Persistence;
using Orleans.Configuration;

namespace Jobvite.Silo.Clustering;

/// <summary>Several silos that find each other in PostgreSQL, and how they notice that one has died.</summary>
internal static class PostgresClustering
{
    /// <summary>How often a silo shows in the database that it lives.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>After so many missed heartbeats a silo's row counts as stale.</summary>
    public const int HeartbeatsMissed = 3;

    public static ISiloBuilder UsePostgresClustering(
        this ISiloBuilder silo, OrleansClusterOptions cluster, SiloDatabase database, int siloPort, int gatewayPort)
    {
        var address = cluster.AdvertisedAddress ?? AdvertisedAddress.OfThisMachine();
        return silo
            .Configure<ClusterOptions>(options =>
            {
                options.ClusterId = cluster.ClusterId;
                options.ServiceId = cluster.ServiceId;
            })
            .Configure<EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = address;
                options.SiloPort = siloPort;
                options.GatewayPort = gatewayPort;
                // These ports trust whoever connects, so they listen where the others look and nowhere else; an address that is not on this
                // machine, as behind a port mapping, leaves only all of them.
                var listen = AdvertisedAddress.IsOfThisMachine(address) ? address : IPAddress.Any;
                options.SiloListeningEndpoint = new IPEndPoint(listen, siloPort);
                options.GatewayListeningEndpoint = new IPEndPoint(listen, gatewayPort);
            })
            .UseAdoNetClustering((AdoNetClusteringSiloOptions options) =>
            {
                options.Invariant = database.Invariant;
                options.ConnectionString = database.ConnectionString;
            })
            .Configure<ClusterMembershipOptions>(options =>
            {
                // A killed silo refuses connections and is missed within seconds. One that is frozen (SIGSTOP, a paused machine) keeps them
                // open, and Orleans lets nobody vote for MaxProbeTimeout x NumMissedProbesLimit after its last message: with the default
                // of 4 x ProbeTimeout that is a minute in which every call to it hangs. So 15 s; two others have to agree, which keeps a
                // silo with a bad network of its own from voting the healthy ones out. Less would take a long garbage collection for a death.
                options.ProbeTimeout = TimeSpan.FromSeconds(5);
                options.MaxProbeTimeout = TimeSpan.FromSeconds(5);
                options.NumMissedProbesLimit = 3;
                options.NumVotesForDeathDeclaration = 2;
                // After all silos were killed at once nobody is left to declare them dead, and a newcomer waits for every row that still
                // looks alive. Orleans' 3 x 30 s would be a minute and a half of outage; 3 x 5 s cost one small UPDATE a silo every 5 s.
                options.IAmAliveTablePublishTimeout = Heartbeat;
                options.NumMissedTableIAmAliveLimit = HeartbeatsMissed;
                // Gossip carries the news; the table is for whoever missed it.
                options.TableRefreshTimeout = TimeSpan.FromSeconds(20);
                // Longer than a database's restart or failover: a silo that waits is better than one that gives up and is started again.
                options.MaxJoinAttemptTime = TimeSpan.FromMinutes(2);
                // Dead rows are kept for a day, for whoever wants to know what happened.
                options.DefunctSiloExpiration = TimeSpan.FromDays(1);
                options.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
            });
    }
}
