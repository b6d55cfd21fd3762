using Jobvite.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Storage.Tests;

/// <summary>A SQLite store in a directory of its own, which goes with it.</summary>
internal sealed class SqliteStore : IStore
{
    private readonly ServiceProvider _services;
    private readonly TemporaryDirectory? _directory;

    private SqliteStore(ServiceProvider services, FakeTimeProvider time, TemporaryDirectory? directory)
    {
        _services = services;
        Time = time;
        _directory = directory;
    }

    public FakeTimeProvider Time { get; }

    public string TablesOfCompanies =>
        "SELECT one.name FROM sqlite_master AS one JOIN pragma_table_info(one.name) AS field WHERE one.type = 'table' AND field.name = 'company_id' ORDER BY 1";

    public static async Task<IStore> Create()
    {
        var directory = new TemporaryDirectory();
        var store = Open(directory.File("jobvite.db"), directory: directory);
        await store.Get<IStorageMigrator>().Migrate(TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>A store on a given file, not migrated.</summary>
    public static SqliteStore Open(string path, Action<SqliteStorageOptions>? configure = null, TemporaryDirectory? directory = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<ISuppressionKey>(new SampleKey())
            .AddJobviteSqlite(options =>
            {
                options.DatabasePath = path;
                configure?.Invoke(options);
            })
            .BuildServiceProvider();
        return new SqliteStore(services, time, directory);
    }

    public Task<IReadOnlyList<string>> Look(string sql) => Get<SqliteDatabase>().Read<IReadOnlyList<string>>(
        session => session.Query(sql, null, row => row.GetValue(0).ToString()!), CancellationToken.None);

    public Task Run(string sql) => Get<SqliteDatabase>().Write(session => session.Execute(sql), CancellationToken.None);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory?.Dispose();
    }
}
