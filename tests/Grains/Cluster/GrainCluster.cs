using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Jobvite.Grains.Tests.Cluster;

/// <summary>One silo with the real actors on a throw-away SQLite file; each test brings a sandbox and a company of its own.</summary>
public class GrainCluster : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("jobvite-grains-").FullName;
    private readonly SandboxRoutes _routes = new();
    private InProcessTestCluster? _cluster;

    /// <summary>Loses the answers of calls between grains, as a network does.</summary>
    internal LostAnswers LostAnswers { get; } = new();

    /// <summary>Breaks deletions of companies' data, as a database does that goes away.</summary>
    internal BrokenDeletions Deletions { get; } = new();

    /// <summary>Loses the key ring for a company or a purpose.</summary>
    internal LostKeys LostKeys { get; } = new();

    /// <summary>Requests are no concern of most tests.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Jobvite:RequestBudget:PerMinute"] = "6000",
        ["Jobvite:RequestBudget:PerHour"] = "100000",
        ["Jobvite:Webhooks:FirstRetry"] = "00:00:01",
    };

    internal string DatabasePath => Path.Combine(_directory, "jobvite.db");

    public IGrainFactory Grains => _cluster!.Client;

    internal IServiceProvider Services => _cluster!.Silos[0].ServiceProvider;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Configuration.AddInMemoryCollection(Settings);
            host.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
            host.Services.AddSingleton<IDataProtectionProvider>(LostKeys);
            host.Services.AddJobviteSqlite(options => options.DatabasePath = DatabasePath);
            host.Services.AddJobviteGrains(host.Configuration);
            host.Services.AddSingleton(_routes);
            Deletions.Wrap(host.Services);
            Configure(host.Services);
            var real = host.Services.Last(d => d.ServiceType == typeof(IJobviteClientFactory));
            host.Services.AddSingleton<IJobviteClientFactory>(provider => new RoutedClientFactory(
                (IJobviteClientFactory)(real.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)),
                provider.GetRequiredService<SandboxRoutes>()));
        });
        builder.ConfigureSilo((_, silo) => silo
            .AddMemoryGrainStorage("jobvite", options => options.GrainStorageSerializer = new StateSerializer()).UseInMemoryReminderService().AddOutgoingGrainCallFilter(LostAnswers));
        builder.ConfigureSiloHost((_, host) => host.Services.AddHostedService<Migration>());
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <summary>What a derived cluster has of its own.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
        // Nothing.
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A tenant with a connected company and the sandbox that plays Jobvite for it.</summary>
    internal async Task<TestCompany> Connect(Sandbox.SandboxOptions? options = null, SyncSettingsPatch? settings = null)
    {
        var company = await Prepare(options);
        var result = await company.Configure(settings);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
        if (result.OurPublicRsaKey is { } key)
        {
            company.Sandbox.RegisterTenantPublicKey(key);
        }

        return company;
    }

    /// <summary>The first column of what is in the database; <c>@id</c> stands for <paramref name="id"/>.</summary>
    internal async Task<IReadOnlyList<string>> Rows(string sql, string id)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_directory, "jobvite.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@id", id);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetValue(0).ToString()!);
        }

        return rows;
    }

    /// <summary>From now on another server answers the company's v2 requests.</summary>
    internal void Redirect(TestCompany company, Uri v2BaseUrl) => _routes.Redirect(company.Sandbox.Credentials.ApiKey, v2BaseUrl);

    /// <summary>The same before it is connected.</summary>
    internal async Task<TestCompany> Prepare(Sandbox.SandboxOptions? options = null)
    {
        var id = "c" + Guid.NewGuid().ToString("N");
        var sandbox = await Sandbox.SandboxServer.StartAsync(
            (options ?? new Sandbox.SandboxOptions { Jobs = 20, Candidates = 100, Processes = 5 }) with { CompanyId = id },
            TestContext.Current.CancellationToken);
        _routes.Add(sandbox);
        return new TestCompany(Grains, sandbox, id);
    }

    /// <summary>As the silo's own: the test cluster's reads none of our types.</summary>
    private sealed class StateSerializer : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input) => BinaryData.FromObjectAsJson(input);

        public T Deserialize<T>(BinaryData input) => input.ToObjectFromJson<T>()!;
    }

    /// <summary>Creates the tables before the silo serves.</summary>
    private sealed class Migration(IStorageMigrator migrator) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => migrator.Migrate(cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
