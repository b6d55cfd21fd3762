using System.Net;
using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Sandbox;
using Jobvite.Silo;
using Jobvite.Silo.Clustering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobvite.Cluster.Tests.Silos;

/// <summary>Whole silos in this process, on a database of their own, and a sandbox that plays Jobvite. They can be stopped, killed and started again.</summary>
internal sealed class SiloGroup(string connectionString, SandboxServer sandbox) : IAsyncDisposable
{
    private IHost?[] _hosts = [];

    public string ConnectionString => connectionString;

    public SandboxServer Sandbox => sandbox;

    /// <summary>On top of what every silo needs.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Changes a silo's services after all others are registered.</summary>
    public Action<IServiceCollection> Services { get; set; } = static _ => { };

    /// <summary>The clock of all silos; null for the system's.</summary>
    public TimeProvider? Time { get; init; }

    private IHost[] Running => [.. _hosts.OfType<IHost>()];

    public static async Task<SiloGroup> Create(PostgresServer server, string companyId, TimeProvider? time = null) => new(
        await server.CreateDatabase(),
        await SandboxServer.StartAsync(new SandboxOptions { Jobs = 5, Candidates = 20, Processes = 0, CompanyId = companyId }))
    {
        Time = time,
    };

    /// <summary>Of the silos that run, one after another.</summary>
    public IGrainFactory Grains(int silo = 0) => Running[silo % Running.Length].Services.GetRequiredService<IGrainFactory>();

    /// <summary>So many silos, all at once: on an empty database that is a first deployment, which the migrations and the key ring have to bear.</summary>
    public async Task Start(int silos)
    {
        var hosts = _hosts.Concat(new IHost?[silos]).Take(silos).Select(host => host ?? Build()).ToArray();
        var started = hosts.Except(Running).ToList();
        _hosts = hosts;
        await Task.WhenAll(started.Select(host => host.StartAsync()));
    }

    public async Task Stop()
    {
        var hosts = Running;
        _hosts = [];
        await Task.WhenAll(hosts.Select(host => host.StopAsync()));
        Array.ForEach(hosts, host => host.Dispose());
    }

    /// <summary>Ends the silo that runs this grain as abruptly as a process can end its own: nothing is handed over, nothing is finished.</summary>
    public async Task KillHostOf(IAddressable grain)
    {
        var address = await Grains().GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
        var index = Array.FindIndex(_hosts, host => host?.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.Equals(address) is true);
        Assert.True(index >= 0, "No silo of this group runs the grain.");
        using var host = _hosts[index]!;
        _hosts[index] = null;
        await host.StopAsync(new CancellationToken(canceled: true));
    }

    /// <summary>A further silo, not started.</summary>
    public IHost Build(string clusterId = "jobvite", TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(Settings)
        {
            ["ConnectionStrings:Jobvite"] = ConnectionString,
            ["Orleans:AdvertisedAddress"] = IPAddress.Loopback.ToString(),
            ["Orleans:ClusterId"] = clusterId,
            ["Orleans:AllowPlainText"] = "true",
            ["JOBVITE_ENCRYPTION_KEY"] = Convert.ToBase64String(new byte[32]),
            ["JOBVITE_V2_BASE_URL_STAGE"] = Sandbox.V2BaseUrl.ToString(),
        });
        builder.Logging.ClearProviders();
        if ((time ?? Time) is { } clock)
        {
            builder.Services.AddSingleton(clock);
        }

        builder.AddJobviteSilo();
        if (time is null && Time is not null)
        {
            // A clock that a test moves is meant to differ from the database's.
            builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ClusterAdmission>(provider, TimeProvider.System));
        }

        Services(builder.Services);
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Sandbox.DisposeAsync();
    }
}
