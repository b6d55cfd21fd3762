using Npgsql;

namespace Jobvite.Cluster.Tests.Postgres;

/// <summary>The tests' own look into the database, past the program.</summary>
internal static class Sql
{
    public static async Task Execute(string connectionString, string sql)
    {
        await using var connection = await Open(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> Scalar<T>(string connectionString, string sql, params (string Name, object Value)[] parameters) =>
        (T)(await Column(connectionString, sql, parameters)).Single();

    /// <summary>The first column of all rows.</summary>
    public static async Task<List<object>> Column(string connectionString, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await Open(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        var values = new List<object>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetValue(0));
        }

        return values;
    }

    private static async Task<NpgsqlConnection> Open(string connectionString)
    {
        // Not pooled: a server that was restarted leaves dead connections behind.
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
