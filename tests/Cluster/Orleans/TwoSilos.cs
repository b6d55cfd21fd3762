using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Silo.Clustering;
using Jobvite.Silo.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Jobvite.Cluster.Tests.Orleans;

/// <summary>Two silos of one cluster on a database with Orleans' tables; no actors of ours.</summary>
public sealed class TwoSilos(PostgresServer server) : IAsyncLifetime
{
    private readonly List<IHost> _hosts = [];

    public string ConnectionString { get; private set; } = "";

    public IReminderTable Reminders => _hosts[0].Services.GetRequiredService<IReminderTable>();

    public IGrainStorage Storage(int silo = 0) => _hosts[silo].Services.GetRequiredKeyedService<IGrainStorage>(GrainStorageNames.Jobvite);

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyMissing is not null)
        {
            return;
        }

        ConnectionString = await server.CreateDatabase();
        await OrleansTables.Create(ConnectionString);
        for (var i = 0; i < 2; i++)
        {
            var builder = Host.CreateEmptyApplicationBuilder(new());
            builder.Logging.ClearProviders();
            var cluster = new OrleansClusterOptions { AdvertisedAddress = System.Net.IPAddress.Loopback };
            builder.UseOrleans(silo => silo.UseJobviteOrleans(
                cluster,
                SiloPorts.Of(cluster),
                SiloDatabase.Postgres(ConnectionString)));
            _hosts.Add(builder.Build());
            await _hosts[i].StartAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
