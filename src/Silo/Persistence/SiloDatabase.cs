using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Jobvite.Silo.Persistence;

/// <summary>The database as Orleans' ADO.NET providers want it named. A second kind of database adds a factory method here.</summary>
internal sealed class SiloDatabase
{
    private readonly DbProviderFactory _factory;

    private SiloDatabase(string invariant, string connectionString, DbProviderFactory factory) =>
        (Invariant, ConnectionString, _factory) = (invariant, connectionString, factory);

    /// <summary>Orleans' name of the ADO.NET provider.</summary>
    public string Invariant { get; }

    public string ConnectionString { get; }

    /// <summary>
    /// SQLite. Orleans calls it by the name of an older provider and loads Microsoft.Data.Sqlite. The file must exist, since the
    /// migrations make it with the right permissions; a writer waits for another one for up to 20 seconds, less than a grain call may take.
    /// </summary>
    public static SiloDatabase Sqlite(string path) => new(
        "System.Data.SQLite",
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 20, Pooling = true }.ToString(),
        SqliteFactory.Instance);

    public async Task<DbConnection> Open(CancellationToken cancellationToken)
    {
        var connection = _factory.CreateConnection()!;
        try
        {
            connection.ConnectionString = ConnectionString;
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
