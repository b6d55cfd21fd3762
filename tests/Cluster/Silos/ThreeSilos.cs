using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Sandbox;
using Microsoft.Extensions.Hosting;

namespace Jobvite.Cluster.Tests.Silos;

/// <summary>Three silos that the tests of a class share.</summary>
public sealed class ThreeSilos(PostgresServer server) : IAsyncLifetime
{
    /// <summary>Small, so that a test sees it reached.</summary>
    public const int RequestsPerMinute = 12;

    private SiloGroup? _group;

    public string ConnectionString => _group!.ConnectionString;

    internal SandboxServer Sandbox => _group!.Sandbox;

    public IGrainFactory Grains(int silo) => _group!.Grains(silo);

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyMissing is not null)
        {
            return;
        }

        _group = await SiloGroup.Create(server, "reminded");
        _group.Settings["Jobvite:RequestBudget:PerMinute"] = $"{RequestsPerMinute}";
        await _group.Start(3);
    }

    /// <summary>A further silo, not started.</summary>
    internal IHost Build(string clusterId, TimeProvider? time = null) => _group!.Build(clusterId, time);

    public ValueTask DisposeAsync() => _group?.DisposeAsync() ?? ValueTask.CompletedTask;
}
