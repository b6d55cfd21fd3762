using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Jobvite.Benchmarks.Erasure;

/// <summary>Looks at the database behind the service's back.</summary>
/// <param name="postgres">A connection string; null for SQLite.</param>
/// <param name="directory">Where SQLite's file lies.</param>
internal sealed class PersonDatabase(string? postgres, string directory)
{
    private const string TextColumns = """
        SELECT c.table_name || ' ' || c.column_name || ' ' || c.data_type
        FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'bytea', 'jsonb', 'json', 'ARRAY', 'character varying')
        """;

    private const string Parts = """
        SELECT (SELECT count(*) FROM candidates WHERE jobvite_id = @id),
               (SELECT count(*) FROM applications WHERE candidate_id = @id),
               (SELECT count(*) FROM candidate_documents WHERE candidate_id = @id),
               (SELECT count(*) FROM webhook_events WHERE entity_id = @id AND length(body) > 0),
               (SELECT count(*) FROM record_changes WHERE candidate_id = @id AND (from_state IS NOT NULL OR to_state IS NOT NULL OR fields <> ''))
        """;

    private string Sqlite => Path.Combine(directory, "jobvite.db");

    /// <summary>How often the canary stands in live rows of PostgreSQL, or anywhere in SQLite's file and log.</summary>
    public async Task<int> Canaries()
    {
        if (postgres is null)
        {
            return Canary.InFile(Sqlite) + Canary.InFile($"{Sqlite}-wal");
        }

        var found = 0;
        foreach (var column in (await Column(TextColumns)).Select(one => one.Split(' ', 3)))
        {
            var text = column[2] is "bytea" ? $"encode({column[1]}, 'escape')" : $"{column[1]}::text";
            var conditions = string.Join(" OR ", Canary.Words.Select(word => $"lower({text}) LIKE '%{word}%'"));
            found += int.Parse((await Column($"SELECT count(*)::text FROM \"{column[0]}\" WHERE {conditions}"))[0], CultureInfo.InvariantCulture);
        }

        return found;
    }

    /// <summary>How many rows of each sort hold something of the person: record, applications, documents, bodies, changes.</summary>
    public async Task<IReadOnlyList<long>> PartsOf(string candidateId)
    {
        await using var connection = await Open();
        await using var command = connection.CreateCommand();
        command.CommandText = Parts;
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("id", candidateId);
        command.Parameters.Add(id);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetInt64)];
    }

    private async Task<List<string>> Column(string sql)
    {
        await using var connection = await Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private async Task<DbConnection> Open()
    {
        DbConnection connection = postgres is null ? new SqliteConnection($"Data Source={Sqlite};Mode=ReadOnly;Pooling=False") : new NpgsqlConnection(postgres);
        await connection.OpenAsync();
        return connection;
    }
}
