using System.Data.Common;
using Jobvite.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Jobvite.Silo.Persistence;

/// <summary>The database as Orleans' ADO.NET providers want it named.</summary>
internal sealed class SiloDatabase
{
    private readonly DbProviderFactory _factory;
    private readonly string _unpooled;

    private SiloDatabase(string invariant, DbConnectionStringBuilder connection, DbProviderFactory factory, bool isShared)
    {
        (Invariant, ConnectionString, _factory, IsShared) = (invariant, connection.ToString(), factory, isShared);
        connection["Pooling"] = false;
        if (connection is NpgsqlConnectionStringBuilder postgres)
        {
            // Whoever asks whether the database is there does not wait for a cancelled statement's end.
            (postgres.Timeout, postgres.CommandTimeout, postgres.CancellationTimeout) = (2, 2, -1);
        }

        _unpooled = connection.ToString();
    }

    /// <summary>Orleans' name of the ADO.NET provider.</summary>
    public string Invariant { get; }

    public string ConnectionString { get; }

    /// <summary>Whether it serves several processes, so that silos find each other in it.</summary>
    public bool IsShared { get; }

    /// <summary>
    /// SQLite. Orleans calls it by the name of an older provider and loads Microsoft.Data.Sqlite. The file must exist, since the
    /// migrations make it with the right permissions; a writer waits for another one for up to 20 seconds, less than a grain call may take.
    /// </summary>
    public static SiloDatabase Sqlite(string path) => new(
        "System.Data.SQLite",
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 20, Pooling = true },
        SqliteFactory.Instance,
        isShared: false);

    /// <summary>
    /// PostgreSQL, with connections of Orleans' own: heartbeats must not queue behind a customer's bulk write. A statement is cancelled
    /// after 20 seconds, less than a grain call may take.
    /// </summary>
    /// <param name="connectionString">Of Npgsql; it has been checked.</param>
    public static SiloDatabase Postgres(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "jobvite-orleans" };
        builder.CommandTimeout = Math.Min(builder.CommandTimeout, 20);
        PostgresPools.SizeForOrleans(builder);
        return new("Npgsql", builder, NpgsqlFactory.Instance, isShared: true);
    }

    public Task<DbConnection> Open(CancellationToken cancellationToken) => Open(ConnectionString, cancellationToken);

    /// <summary>A connection that belongs to no pool.</summary>
    public Task<DbConnection> OpenUnpooled(CancellationToken cancellationToken) => Open(_unpooled, cancellationToken);

    private async Task<DbConnection> Open(string connectionString, CancellationToken cancellationToken)
    {
        var connection = _factory.CreateConnection()!;
        try
        {
            connection.ConnectionString = connectionString;
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
