using System.Net.Http.Headers;
using System.Text;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Reads;

/// <summary>One consumer that reads a long feed from its beginning, beside the same rows read from PostgreSQL by the same pages.</summary>
internal static class FeedReads
{
    private const int PageSize = 1000;
    private const int Slices = 5;
    private const double Wanted = 50_000;

    private const string Items = """
        INSERT INTO record_changes (company_id, candidate_id, seen_at, application_id, what, from_state, to_state, fields, position, type, record_id, job_id, cause, cause_id, source_updated_at)
        SELECT $1, 'p' || number % 10000, now() - interval '1 hour' + number * interval '1 millisecond', 'a' || number % 11000, 1, 'Screen', 'Interview', 'workflow_state disposition',
               number, 'application.stageChanged', 'a' || number % 11000, 'j' || number % 200, 1, gen_random_uuid(), now()
        FROM generate_series(1, $2) AS number
        """;

    private const string Position = """
        INSERT INTO change_feeds (company_id, cursor_key, position, removed_to) VALUES ($1, gen_random_uuid(), $2, 0)
        ON CONFLICT (company_id) DO UPDATE SET position = excluded.position, removed_to = 0
        """;

    private const string BarePage = """
        SELECT id, position, type, seen_at, record_id, candidate_id, application_id, job_id, fields, from_state, to_state, cause, cause_id, source_updated_at, details
        FROM record_changes
        WHERE company_id = $1 AND position > $2 AND position <= $2 + 1000
        ORDER BY position
        LIMIT 1000
        """;

    public static async Task<ScenarioRow> Run(Workbench bench)
    {
        var items = bench.Quick ? 200_000 : 1_000_000;
        await using var standIn = await StandIn.Start("--companies", "1", "--candidates", "10");
        var customer = standIn.Customers[0];
        var database = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(database, standIn, BudgetSettings.Lifted);
        await service.Connect(standIn.Customers, documents: false);
        await using var source = NpgsqlDataSource.Create(database);
        await Execute(source, "DELETE FROM record_changes WHERE company_id = $1", customer.CompanyId);
        await Execute(source, Items, customer.CompanyId, items);
        await Execute(source, Position, customer.CompanyId, (long)items);
        await Execute(source, "VACUUM (ANALYZE) record_changes");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", service.Token(customer));
        await ReadOurs(http, Math.Min(items, 100_000));
        await ReadBare(source, customer, Math.Min(items, 100_000));

        List<double> ours = [];
        List<double> bare = [];
        var (cpu, postgresCpu) = (Consumption.CpuSeconds(service.Processes), bench.PostgresCpuSeconds());
        for (var slice = 0; slice < Slices; slice++)
        {
            ours.Add(await Rate(() => ReadOurs(http, items)));
        }

        (cpu, postgresCpu) = (Consumption.CpuSeconds(service.Processes) - cpu, bench.PostgresCpuSeconds() - postgresCpu);
        for (var slice = 0; slice < Slices; slice++)
        {
            bare.Add(await Rate(() => ReadBare(source, customer, items)));
        }

        var (rate, baseline) = (Show.Median(ours), Show.Median(bare));
        return new ScenarioRow(
            $"a feed of {Show.Number(items)} items, by pages of {Show.Number(PageSize)}",
            Show.Rate(rate, "items"),
            Show.Rate(baseline, "rows"),
            rate / baseline,
            $"≥ {Show.Rate(Wanted, "items")}",
            rate >= Wanted)
        {
            Cpu = $"{Show.Seconds(cpu)} ({Show.Seconds(postgresCpu)})",
            Memory = Show.Megabytes(Consumption.PeakResident(service.Processes)),
            Remark = $"{Slices} passes of one consumer; the baseline makes no JSON",
        };
    }

    private static async Task<double> Rate(Func<Task<long>> read)
    {
        var start = TimeProvider.System.GetTimestamp();
        var count = await read();
        return count / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <exception cref="InvalidOperationException">Items are missing.</exception>
    private static async Task<long> ReadOurs(HttpClient http, long most)
    {
        long count = 0;
        var after = "";
        while (count < most)
        {
            var page = await http.GetByteArrayAsync(new Uri($"/api/integrations/jobvite/changes?limit={PageSize}{after}", UriKind.Relative));
            var read = page.AsSpan().Count("\"cursor\":"u8);
            if (read == 0)
            {
                throw new InvalidOperationException($"The feed ended after {count} of {most} items.");
            }

            count += read;
            after = "&after=" + Uri.EscapeDataString(NextCursor(page));
        }

        return count;
    }

    private static string NextCursor(byte[] page)
    {
        var name = "\"nextCursor\":\""u8;
        var rest = page.AsSpan(page.AsSpan().LastIndexOf(name) + name.Length);
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]);
    }

    private static async Task<long> ReadBare(NpgsqlDataSource source, Customer customer, long most)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(BarePage, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = customer.CompanyId });
        var position = new NpgsqlParameter<long>();
        command.Parameters.Add(position);
        await command.PrepareAsync();
        var values = new object[15];
        long count = 0;
        while (count < most)
        {
            var before = count;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                reader.GetValues(values);
                position.TypedValue = (long)values[1];
                count++;
            }

            if (count == before)
            {
                throw new InvalidOperationException($"The rows ended after {count} of {most}.");
            }
        }

        return count;
    }

    private static async Task Execute(NpgsqlDataSource source, string statement, params object[] parameters)
    {
        await using var command = source.CreateCommand(statement);
        command.CommandTimeout = 0;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        await command.ExecuteNonQueryAsync();
    }
}
