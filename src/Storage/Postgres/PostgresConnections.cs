using System.Data.Common;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>Makes the pools of connections of the process. Their names are labels of Npgsql's metrics.</summary>
internal static class PostgresConnections
{
    private const int PreparedStatements = 100;

    // A process that is stopped in the middle of a transaction (SIGSTOP, a frozen machine) must not keep its locks from those that go
    // on: the server ends its session, and when it wakes its writes fail. Waiting for a lock ends before the command's own timeout (30 s),
    // so that the error says which of the two it was.
    private const string Limits = "-c idle_in_transaction_session_timeout=20s -c lock_timeout=20s";

    // A plan that is kept was made when the table was as large as it was then: the first sync of an empty database would go on with plans
    // for empty tables (measured: reading an unchanged page took three times as long). Planning anew takes a fraction of a millisecond.
    // Compiling statements (JIT) never pays for statements as short as these, nor do helpers for one statement (parallel workers): with
    // them the sweeper's look at a large log kept three processes busy for 0.6 s every five seconds, while webhooks waited (measured).
    private const string Planning = "-c jit=off -c max_parallel_workers_per_gather=0 -c plan_cache_mode=force_custom_plan";

    /// <summary>The pool that records, webhooks and runs share.</summary>
    public static NpgsqlDataSource Open(string connectionString)
    {
        var parts = Parts(connectionString);
        PostgresPools.SizeForRecords(parts);
        return new NpgsqlDataSourceBuilder(parts.ConnectionString) { Name = "records" }.Build();
    }

    /// <summary>Two connections for a migration: the one that has the lock, and DbUp's.</summary>
    public static NpgsqlDataSource OpenForMigrations(string connectionString)
    {
        var parts = Parts(connectionString);
        (parts.MinPoolSize, parts.MaxPoolSize) = (0, 2);
        return new NpgsqlDataSourceBuilder(parts.ConnectionString) { Name = "migrations" }.Build();
    }

    private static NpgsqlConnectionStringBuilder Parts(string connectionString)
    {
        // Details of errors quote values of rows: names and addresses. They stay on the server whatever the operator's string says.
        var parts = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = false, PersistSecurityInfo = false };
        parts.ApplicationName ??= "Jobvite.Orleans";
        parts.Options ??= $"{Limits} {Planning}";

        // Npgsql's own builder says of every setting it knows that it is there, set or not.
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };

        // Nothing here changes a session beyond its transaction, so nothing has to be put back before another uses it: seven statements,
        // 50 µs of the server's time, each time that a connection was lent (measured).
        if (!given.ContainsKey("No Reset On Close") && !given.ContainsKey(nameof(parts.NoResetOnClose)))
        {
            parts.NoResetOnClose = true;
        }

        if (!given.ContainsKey("Max Auto Prepare") && !given.ContainsKey(nameof(parts.MaxAutoPrepare)))
        {
            parts.MaxAutoPrepare = PreparedStatements;
        }

        return parts;
    }
}
