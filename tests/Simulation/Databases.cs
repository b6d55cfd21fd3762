using System.Collections.Concurrent;
using System.Data.Common;
using Jobvite.Postgres.TestSupport;
using Jobvite.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

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
    // The names are used again: Dapper keeps what it has compiled for each connection string, and never lets go of it.
    private static readonly ConcurrentBag<string> FreeFiles = [];
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplate);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplate);

    private readonly ServiceProvider _services;
    private readonly Func<DbConnection> _connect;
    private readonly Func<Task> _drop;
    private readonly DatabaseKind _kind;

    private Stores(DatabaseKind kind, ServiceProvider services, Func<DbConnection> connect, Func<Task> drop) =>
        (_kind, _services, _connect, _drop) = (kind, services, connect, drop);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<Stores> Open(DatabaseKind kind, TimeProvider time)
    {
        var services = new ServiceCollection().AddSingleton(time).AddLogging();
        if (kind == DatabaseKind.Postgres)
        {
            var connection = await PostgresTemplate.Value;
            return new Stores(
                kind,
                services.AddJobvitePostgres(options => options.ConnectionString = connection).BuildServiceProvider(),
                () => new NpgsqlConnection(connection),
                () => Task.CompletedTask);
        }

        if (!FreeFiles.TryTake(out var file))
        {
            file = Path.Combine(Folder(), $"{Guid.NewGuid():N}.db");
        }

        File.Copy(await SqliteTemplate.Value, file);
        return new Stores(
            kind,
            services.AddJobviteSqlite(options => (options.DatabasePath, options.Scheduler) = (file, new CallersThread())).BuildServiceProvider(),
            () => new SqliteConnection($"Data Source={file};Pooling=False"),
            () =>
            {
                Array.ForEach([file, file + "-wal", file + "-shm"], File.Delete);
                FreeFiles.Add(file);
                return Task.CompletedTask;
            });
    }

    /// <summary>Removes what an earlier telling of the same story has left.</summary>
    public async Task Forget(string companyId)
    {
        await Get<ICompanyData>().Delete(companyId, CancellationToken.None);
        await Get<ICompanyDirectory>().Remove(companyId, CancellationToken.None);
        await using var connection = Connect();
        Texts(connection, companyId, "DELETE FROM request_budgets WHERE budget_key LIKE '%:' || @companyId RETURNING budget_key");
    }

    /// <summary>How many rows each table has of the company, those that have none left out. What was done by whom stays for good.</summary>
    public List<string> RowsOf(string companyId)
    {
        using var connection = Connect();
        var tables = Texts(connection, companyId, _kind == DatabaseKind.Postgres
            ? "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'company_id' AND @companyId <> ''"
            : "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = 'company_id' AND @companyId <> ''");
        return [.. tables.Where(static table => table is not ("audit_log" or "audit_chains")).Order(StringComparer.Ordinal)
            .SelectMany(table => Texts(connection, companyId, $"SELECT '{table}: ' || count(*) FROM {table} WHERE company_id = @companyId HAVING count(*) > 0"))];
    }

    /// <summary>Every record as it is stored, deleted ones too, and every webhook's body.</summary>
    public List<string> TextsOf(string companyId)
    {
        using var connection = Connect();
        var bodies = _kind == DatabaseKind.Postgres ? "convert_from(body, 'UTF8')" : "CAST(body AS TEXT)";
        return
        [
            .. new[] { "jobs", "candidates", "applications", "onboarding_processes", "onboarding_tasks" }
                .SelectMany(table => Texts(connection, companyId, $"SELECT raw_json FROM {table} WHERE company_id = @companyId")),
            .. Texts(connection, companyId, $"SELECT {bodies} FROM webhook_events WHERE company_id = @companyId"),
        ];
    }

    /// <summary>The runs that claim nothing, because Jobvite's answer proved nothing; the next run asks from the same time.</summary>
    public HashSet<Guid> UnprovenRunsOf(string companyId)
    {
        using var connection = Connect();
        return [.. Texts(connection, companyId, "SELECT CAST(run_id AS text) FROM sync_runs WHERE company_id = @companyId AND unproven").Select(Guid.Parse)];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _drop();
    }

    private static List<string> Texts(DbConnection connection, string companyId, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("companyId", companyId);
        command.Parameters.Add(parameter);
        using var rows = command.ExecuteReader();
        var texts = new List<string>();
        while (rows.Read())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }

    private DbConnection Connect()
    {
        var connection = _connect();
        connection.Open();
        return connection;
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

    /// <summary>Runs everything at once, on the thread that asks for it.</summary>
    private sealed class CallersThread : TaskScheduler
    {
        protected override IEnumerable<Task> GetScheduledTasks() => [];

        protected override void QueueTask(Task task) => TryExecuteTask(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);
    }
}
