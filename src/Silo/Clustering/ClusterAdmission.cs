using System.Data.Common;
using Jobvite.Silo.Persistence;
using Jobvite.Silo.Startup;

namespace Jobvite.Silo.Clustering;

/// <summary>
/// What would let a silo do harm beside the others, looked at once before it joins: a second cluster on the same database, which would run
/// every company twice, and a clock that differs, by which budgets and heartbeats are measured. And a user without the rights that are needed as soon as it has joined.
/// </summary>
internal sealed partial class ClusterAdmission(
    SiloDatabase database, OrleansClusterOptions cluster, TimeProvider time, ILogger<ClusterAdmission> logger)
{
    /// <summary>From here on heartbeats would count as missed.</summary>
    public static readonly TimeSpan LargestClockDifference = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan NotableClockDifference = TimeSpan.FromSeconds(2);

    /// <exception cref="StartupException">This silo must not join; the message says why and what to do.</exception>
    public async Task Check(CancellationToken cancellationToken)
    {
        if (!database.IsShared)
        {
            return;
        }

        try
        {
            await using var connection = await database.Open(cancellationToken);
            await CheckRights(connection, cancellationToken);
            await CheckClock(connection, cancellationToken);
            await CheckOthers(connection, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new StartupException($"The tables of the cluster cannot be read: {exception.Message}", exception);
        }
    }

    private static async Task CheckRights(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT min(relname)
            FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
              AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
            """;
        if (await command.ExecuteScalarAsync(cancellationToken) is string table)
        {
            throw new StartupException(
                $"The database user may not read and change every table ({table}, for instance). Make it their owner, or grant it SELECT, INSERT, UPDATE and DELETE on all tables of the schema.");
        }
    }

    private async Task CheckClock(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT clock_timestamp()";
        var before = time.GetUtcNow();
        var there = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
        // The answer was made at some moment in between.
        var difference = there < before ? before - there : there > time.GetUtcNow() ? there - time.GetUtcNow() : TimeSpan.Zero;
        if (difference > LargestClockDifference)
        {
            throw new StartupException(
                $"This machine's clock ({before:u}) and the database's ({there:u}) differ by {difference.TotalSeconds:0} s. Heartbeats and request budgets are measured by the clock, so at most {LargestClockDifference.TotalSeconds:0} s are allowed. Synchronise both with a time server (NTP) and start again.");
        }

        if (difference > NotableClockDifference)
        {
            LogClockDiffers(difference);
        }
    }

    private async Task CheckOthers(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT cluster_id, count(*)
            FROM orleans_silos
            WHERE cluster_id <> @cluster AND status BETWEEN 2 AND 5 AND alive_at > clock_timestamp() - make_interval(secs => @seconds)
            GROUP BY cluster_id
            ORDER BY cluster_id
            """;
        Add(command, "cluster", cluster.ClusterId);
        Add(command, "seconds", (PostgresClustering.Heartbeat * PostgresClustering.HeartbeatsMissed).TotalSeconds);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            throw new StartupException(
                $"The database is in use by the cluster '{reader.GetString(0)}' ({reader.GetInt64(1)} silos alive); this silo belongs to '{cluster.ClusterId}'. Two clusters on one database would run every company twice. " +
                $"Set Orleans__ClusterId to '{reader.GetString(0)}' to join it, stop that cluster first, or give this one a database of its own with ConnectionStrings__Jobvite.");
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    [LoggerMessage(1, LogLevel.Warning, "This machine's clock and the database's differ by {Difference}; synchronise both with a time server")]
    private partial void LogClockDiffers(TimeSpan difference);
}
