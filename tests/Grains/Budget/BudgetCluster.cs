using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Core.Internal;
using Orleans.TestingHost;

namespace Jobvite.Grains.Tests.Budget;

/// <summary>One silo with the budget grain, on a clock that the tests move. Tests use keys of their own.</summary>
public sealed class BudgetCluster : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;

    /// <summary>Shared by all tests of the collection, which run one after another; it only ever goes forward.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 19, 0, 0, TimeSpan.Zero));

    internal MemoryBudgetStore Store { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IBudgetStore>(Store);
            silo.Services.AddBudget();
            silo.Services.AddSingleton<TimeProvider>(Time);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <summary>The budget of this key.</summary>
    public IRequestBudgetGrain Budget(string key) => _cluster!.Client.GetGrain<IRequestBudgetGrain>(key);

    /// <summary>Throws the activation away, as a restart does; the next call makes a new one.</summary>
    public Task Restart(string key) => Budget(key).Cast<IGrainManagementExtension>().DeactivateOnIdle().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
