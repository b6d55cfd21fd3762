using System.Collections.Concurrent;
using Npgsql;

namespace Jobvite.Postgres.TestSupport;

/// <summary>
/// The PostgreSQL server of this test process: the one that <c>JOBVITE_TEST_POSTGRES</c> names (a connection string of a user who may
/// create databases), else a cluster of our own, made of the installed programs, else a container; the latter two are gone with the process.
/// </summary>
public sealed class PostgresServer
{
    private const string Variable = "JOBVITE_TEST_POSTGRES";

    private static readonly Lazy<Task<PostgresServer>> Server = new(Open);

    private readonly string _connectionString;
    private readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);

    // A template must not be in use while it is copied, and copies wait for each other anyway.
    private readonly SemaphoreSlim _creating = new(1, 1);

    private PostgresServer(string connectionString, IAsyncDisposable? own = null) => (_connectionString, Own) = (connectionString, own);

    /// <summary>
    /// Why there is no server, for <c>Assert.SkipWhen</c>; null when there is one.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none, and the environment says CI=true: there the tests must run.</exception>
    public static string? WhyMissing
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } || PostgresPrograms.Find() is not null || PostgresContainer.Engine is not null)
            {
                return null;
            }

            const string Reason = $"PostgreSQL is not installed, and no container engine answers: install it (apt-get install postgresql), or set {Variable} to a connection string.";
            return Environment.GetEnvironmentVariable("CI") is "true" ? throw new InvalidOperationException(Reason) : Reason;
        }
    }

    /// <summary>What runs the server; null when it was named from outside. Held here, since it ends when the pipe to it is collected.</summary>
    public IAsyncDisposable? Own { get; }

    /// <summary>The server, started on the first call.</summary>
    public static Task<PostgresServer> Get() => Server.Value;

    /// <summary>Makes an empty database, or a copy of another one that nobody is connected to; returns its connection string.</summary>
    public async Task<string> CreateDatabase(string? template = null)
    {
        var name = $"jobvite_{Guid.NewGuid():N}";
        var copied = template is null ? "template0" : new NpgsqlConnectionStringBuilder(template).Database;
        await _creating.WaitAsync();
        try
        {
            await Execute($"CREATE DATABASE {name} TEMPLATE {copied}");
        }
        finally
        {
            _creating.Release();
        }

        _made[name] = true;
        return new NpgsqlConnectionStringBuilder(_connectionString) { Database = name, MaxPoolSize = 50 }.ConnectionString;
    }

    /// <summary>Drops a database with everybody who is still connected to it.</summary>
    public async Task DropDatabase(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        _made.TryRemove(name, out _);
    }

    /// <summary>Runs a statement as the administrator, in the database <c>postgres</c>.</summary>
    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> Open()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            var parts = new NpgsqlConnectionStringBuilder(given);
            parts.Database ??= "postgres";
            var server = new PostgresServer(parts.ConnectionString);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DropWhatIsLeft();
            return server;
        }

        if (PostgresPrograms.Find() is not null)
        {
            var cluster = await PostgresCluster.Start();
            return new PostgresServer(cluster.ConnectionString, cluster);
        }

        var container = await PostgresContainer.Start();
        return new PostgresServer(container.ConnectionString, container);
    }

    // A server of somebody else's is left as it was found.
    private void DropWhatIsLeft()
    {
        using var connection = new NpgsqlConnection(_connectionString);
        connection.Open();
        foreach (var name in _made.Keys)
        {
            using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
            command.ExecuteNonQuery();
        }
    }
}
