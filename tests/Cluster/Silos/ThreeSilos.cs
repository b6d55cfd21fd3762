using System.Net;
using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Sandbox;
using Jobvite.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobvite.Cluster.Tests.Silos;

/// <summary>Three whole silos in this process, on a database of their own, and a sandbox that plays Jobvite.</summary>
public sealed class ThreeSilos(PostgresServer server) : IAsyncLifetime
{
    /// <summary>Small, so that a test sees it reached.</summary>
    public const int RequestsPerMinute = 12;

    private readonly List<IHost> _hosts = [];

    public string ConnectionString { get; private set; } = "";

    internal SandboxServer Sandbox { get; private set; } = null!;

    public IGrainFactory Grains(int silo) => _hosts[silo % _hosts.Count].Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await server.CreateDatabase();
        Sandbox = await SandboxServer.StartAsync(new SandboxOptions { Jobs = 5, Candidates = 20, Processes = 0, CompanyId = "reminded" });
        for (var i = 0; i < 3; i++)
        {
            _hosts.Add(Build(clusterId: "jobvite"));
        }

        // All at once on an empty database, as after a first deployment: the migrations and the key ring have to bear it.
        await Task.WhenAll(_hosts.Select(host => host.StartAsync()));
    }

    /// <summary>A further silo, not started.</summary>
    internal IHost Build(string clusterId, TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Jobvite"] = ConnectionString,
            ["Orleans:AdvertisedAddress"] = IPAddress.Loopback.ToString(),
            ["Orleans:ClusterId"] = clusterId,
            ["JOBVITE_ENCRYPTION_KEY"] = Convert.ToBase64String(new byte[32]),
            ["JOBVITE_V2_BASE_URL_STAGE"] = Sandbox.V2BaseUrl.ToString(),
            ["Jobvite:RequestBudget:PerMinute"] = $"{RequestsPerMinute}",
        });
        builder.Logging.ClearProviders();
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.AddJobviteSilo();
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.StopAsync()));
        _hosts.ForEach(host => host.Dispose());
        await Sandbox.DisposeAsync();
    }
}
