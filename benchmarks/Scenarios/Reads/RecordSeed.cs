using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Reads;

/// <summary>Gives every company the rows that one company synced: a million of them through Jobvite's API would take the hour.</summary>
internal static class RecordSeed
{
    private static readonly string[] Tables = ["candidates", "applications"];

    public static async Task Multiply(NpgsqlDataSource database, Customer model, IReadOnlyList<Customer> customers)
    {
        foreach (var table in Tables)
        {
            var copied = string.Join(", ", (await Columns(database, table)).Except(["company_id", "id"]));
            await using var command = database.CreateCommand($"""
                INSERT INTO {table} (company_id, id, {copied})
                SELECT other.company, gen_random_uuid(), {copied}
                FROM {table}, unnest(@companies) AS other (company)
                WHERE company_id = @model
                """);
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue("model", model.CompanyId);
            command.Parameters.AddWithValue("companies", customers.Where(customer => customer != model).Select(static customer => customer.CompanyId).ToArray());
            await command.ExecuteNonQueryAsync();
        }

        await using var vacuum = database.CreateCommand("VACUUM (ANALYZE) candidates, applications");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync();
    }

    public static async Task<IReadOnlyList<string>> CandidateIds(NpgsqlDataSource database, Customer customer)
    {
        await using var command = database.CreateCommand("SELECT jobvite_id FROM candidates WHERE company_id = $1 LIMIT 1000");
        command.Parameters.Add(new NpgsqlParameter { Value = customer.CompanyId });
        await using var reader = await command.ExecuteReaderAsync();
        List<string> ids = [];
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private static async Task<List<string>> Columns(NpgsqlDataSource database, string table)
    {
        await using var command = database.CreateCommand("SELECT column_name::text FROM information_schema.columns WHERE table_name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = table });
        await using var reader = await command.ExecuteReaderAsync();
        List<string> columns = [];
        while (await reader.ReadAsync())
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }
}
