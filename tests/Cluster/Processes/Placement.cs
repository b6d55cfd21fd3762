using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>Knows which silo a company's grains live on, by asking the cluster as a client of it.</summary>
internal sealed class Placement : IAsyncDisposable
{
    private readonly LocalCluster _cluster;
    private readonly IHost _host;

    private Placement(LocalCluster cluster, IHost host) => (_cluster, _host) = (cluster, host);

    public static async Task<Placement> Of(LocalCluster cluster)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("jobvite", "jobvite"))
            .UseAdoNetClustering((AdoNetClusteringClientOptions options) => (options.Invariant, options.ConnectionString) = ("Npgsql", cluster.ConnectionString)));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new Placement(cluster, host);
    }

    /// <summary>The silo on which a grain is active; null when it is not.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="type">Such as <c>candidates</c> or <c>tenantdirectory</c>.</param>
    public async Task<Silo?> Find(Company company, string type)
    {
        var grains = _host.Services.GetRequiredService<IGrainFactory>();
        var key = type == "tenantdirectory" ? $"tenant:tenant-of-{company.Id}" : $"company:{company.Id}";
        var address = await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grains.GetGrain(GrainId.Create(type, key)));
        return address is null ? null : Array.Find(_cluster.Silos, silo => silo.Port == address.Endpoint.Port);
    }

    /// <summary>Sends every grain away that is not busy, so that the next call reads its state again.</summary>
    public Task Deactivate() => _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
