using Jobvite.Postgres.TestSupport;
using Jobvite.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Storage.Tests;

/// <summary>A PostgreSQL store in a database of its own, which goes with it.</summary>
internal sealed class PostgresStore : IStore
{
    // Migrating takes a second; copying a migrated database takes a tenth of it.
    private static readonly Lazy<Task<string>> Migrated = new(MakeTemplate);

    private readonly ServiceProvider _services;

    private PostgresStore(ServiceProvider services, FakeTimeProvider time, string connectionString)
    {
        _services = services;
        Time = time;
        ConnectionString = connectionString;
    }

    public FakeTimeProvider Time { get; }

    public string ConnectionString { get; }

    public string TablesOfCompanies =>
        "SELECT table_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'company_id' ORDER BY 1";

    public static async Task<IStore> Create() => await CreateMigrated();

    public static async Task<PostgresStore> CreateMigrated()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        var template = await Migrated.Value;
        return Open(await (await PostgresServer.Get()).CreateDatabase(template));
    }

    /// <summary>A store on an empty database, not migrated.</summary>
    public static async Task<PostgresStore> CreateEmpty()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        return Open(await (await PostgresServer.Get()).CreateDatabase());
    }

    /// <summary>A store on a given database.</summary>
    public static PostgresStore Open(string connectionString)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<ISuppressionKey>(new SampleKey())
            .AddJobvitePostgres(options => options.ConnectionString = connectionString)
            .BuildServiceProvider();
        return new PostgresStore(services, time, connectionString);
    }

    public Task<IReadOnlyList<string>> Look(string sql) => Get<PostgresDatabase>().Read<IReadOnlyList<string>>(
        async session => await session.Query(sql, null, row => row.GetValue(0).ToString()!), CancellationToken.None);

    public Task Run(string sql) => Get<PostgresDatabase>().Write(session => session.Execute(sql), CancellationToken.None);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Closes the connections only: the database stays.</summary>
    public ValueTask Close() => _services.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Close();
        await (await PostgresServer.Get()).DropDatabase(ConnectionString);
    }

    private static async Task<string> MakeTemplate()
    {
        var connectionString = await (await PostgresServer.Get()).CreateDatabase();
        var store = Open(connectionString);
        await store.Get<IStorageMigrator>().Migrate(CancellationToken.None);
        await store.Close();
        return connectionString;
    }
}
