using Jobvite.Cluster.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;

namespace Jobvite.Cluster.Tests.Orleans;

/// <summary>Orleans' own membership provider on one database, with Orleans' tables and nothing else in it.</summary>
public sealed class MembershipTable(PostgresServer server) : IAsyncLifetime
{
    private static int _generation;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyMissing is not null)
        {
            return;
        }

        ConnectionString = await server.CreateDatabase();
        await OrleansTables.Create(ConnectionString);
    }

    /// <summary>The table of a cluster that nobody else uses.</summary>
    internal Task<IMembershipTable> OfNewCluster(string settings = "") => Of("test-" + Guid.NewGuid().ToString("N"), settings);

    internal async Task<IMembershipTable> Of(string clusterId, string settings = "")
    {
        var table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new ClusterOptions { ClusterId = clusterId, ServiceId = "test" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = ConnectionString + settings }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, TestContext.Current.CancellationToken);
        return table;
    }

    internal async Task<IGatewayListProvider> Gateways(string clusterId)
    {
        var gateways = new AdoNetGatewayListProvider(
            NullLogger<AdoNetGatewayListProvider>.Instance,
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new AdoNetClusteringClientOptions { Invariant = "Npgsql", ConnectionString = ConnectionString }),
            Options.Create(new GatewayOptions()),
            Options.Create(new ClusterOptions { ClusterId = clusterId, ServiceId = "test" }));
        await gateways.InitializeGatewayListProvider();
        return gateways;
    }

    /// <summary>A silo that nobody else is.</summary>
    internal static MembershipEntry NewSilo(SiloStatus status = SiloStatus.Joining, TimeSpan age = default)
    {
        var generation = Interlocked.Increment(ref _generation);
        var time = new DateTime(2026, 5, 6, 7, 8, 9, DateTimeKind.Utc) - age;
        return new MembershipEntry
        {
            SiloAddress = SiloAddress.New(System.Net.IPAddress.Loopback, 11111, generation),
            HostName = "host",
            SiloName = $"silo-{generation}",
            Status = status,
            ProxyPort = 30000,
            StartTime = time,
            IAmAliveTime = time,
        };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
