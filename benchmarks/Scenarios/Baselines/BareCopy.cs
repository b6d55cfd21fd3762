using System.Globalization;
using Npgsql;

namespace Jobvite.Benchmarks.Baselines;

/// <summary>
/// Writes the rows that a sync wrote once more, with binary COPY into empty tables of the same columns and indexes. The rows lie in
/// memory before the clock runs: no request, no JSON, no comparison.
/// </summary>
internal sealed class BareCopy(NpgsqlDataSource database)
{
    private static readonly string[] Tables = ["candidates", "applications", "candidate_documents"];

    private readonly List<(string Table, string[] Types, List<object?[]> Rows)> _loaded = [];

    /// <summary>Reads a company's rows.</summary>
    public async Task Load(string companyId)
    {
        _loaded.Clear();
        foreach (var table in Tables)
        {
            await using var command = database.CreateCommand($"SELECT * FROM {table} WHERE company_id = $1");
            command.Parameters.Add(new NpgsqlParameter { Value = companyId });
            await using var reader = await command.ExecuteReaderAsync();
            string[] types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)];
            List<object?[]> rows = [];
            while (await reader.ReadAsync())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
            }

            _loaded.Add((table, types, rows));
        }
    }

    /// <summary>Seconds for one COPY a table, committed together.</summary>
    public async Task<double> Run()
    {
        await using var connection = await database.OpenConnectionAsync();
        foreach (var (table, _, _) in _loaded)
        {
            await Execute(connection, $"DROP TABLE IF EXISTS bare_{table}; CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)");
        }

        var start = TimeProvider.System.GetTimestamp();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            foreach (var (table, types, rows) in _loaded)
            {
                await Copy(connection, table, types, rows);
            }

            await transaction.CommitAsync();
        }

        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task Copy(NpgsqlConnection connection, string table, string[] types, List<object?[]> rows)
    {
        await using var writer = await connection.BeginBinaryImportAsync(string.Create(CultureInfo.InvariantCulture, $"COPY bare_{table} FROM STDIN (FORMAT BINARY)"));
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            for (var column = 0; column < row.Length; column++)
            {
                if (row[column] is { } value)
                {
                    await writer.WriteAsync(value, types[column]);
                }
                else
                {
                    await writer.WriteNullAsync();
                }
            }
        }

        await writer.CompleteAsync();
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
