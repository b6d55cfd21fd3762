using Jobvite.Postgres.TestSupport;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Simulation.Tests;

/// <summary>Where worlds keep their mirror.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// The stores of one world after another: SQLite gets a new file for each, copied from a migrated one; PostgreSQL one database for all,
/// in which each world is another company.
/// </summary>
internal sealed class Stores : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplate);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplate);

    private readonly ServiceProvider _services;
    private readonly Func<Task> _drop;

    private Stores(ServiceProvider services, Func<Task> drop) => (_services, _drop) = (services, drop);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<Stores> Open(DatabaseKind kind, TimeProvider time)
    {
        var services = new ServiceCollection().AddSingleton(time).AddLogging();
        if (kind == DatabaseKind.Postgres)
        {
            var connection = await PostgresTemplate.Value;
            return new Stores(services.AddJobvitePostgres(options => options.ConnectionString = connection).BuildServiceProvider(), () => Task.CompletedTask);
        }

        var file = Path.Combine(Folder(), $"{Guid.NewGuid():N}.db");
        File.Copy(await SqliteTemplate.Value, file);
        return new Stores(services.AddJobviteSqlite(options => options.DatabasePath = file).BuildServiceProvider(), () =>
        {
            Array.ForEach([file, file + "-wal", file + "-shm"], File.Delete);
            return Task.CompletedTask;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _drop();
    }

    /// <summary>In memory where the machine has such a folder: what is tested here survives no power cut.</summary>
    private static string Folder() => Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"jobvite-simulation-{Environment.ProcessId}")).FullName;

    private static async Task<string> MakeSqliteTemplate()
    {
        var file = Path.Combine(Folder(), "template.db");
        await using var services = new ServiceCollection().AddLogging().AddJobviteSqlite(options => options.DatabasePath = file).BuildServiceProvider();
        await services.GetRequiredService<IStorageMigrator>().Migrate(CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder(), recursive: true);
        return file;
    }

    private static async Task<string> MakePostgresTemplate()
    {
        var connection = await (await PostgresServer.Get()).CreateDatabase();
        await using var services = new ServiceCollection().AddLogging().AddJobvitePostgres(options => options.ConnectionString = connection).BuildServiceProvider();
        await services.GetRequiredService<IStorageMigrator>().Migrate(CancellationToken.None);
        return connection;
    }
}
