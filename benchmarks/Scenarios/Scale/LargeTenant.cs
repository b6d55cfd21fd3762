using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Syncs;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Scale;

/// <summary>One company of 250,000 candidates, the size of a real one: everything that somebody does with it, and the memory it takes.</summary>
internal static class LargeTenant
{
    private const int People = 250_000;
    private const int PageSize = 25;
    private const int Connections = 4;
    private const double ReadsPerSecond = 20;
    private const double MostReadMilliseconds = 50;
    private const double MostPageMilliseconds = 500;
    private const long MostGrowth = 150L * 1024 * 1024;

    // So much faster than Jobvite allows: fifteen requests a second in place of fifteen a minute.
    private const int TimesFaster = 60;
    private static readonly string[] NameParts = ["landberg", "hoffmann", "user12", "obrien", "kowalski", "fernand", "novak", "sato", "nguyen", "meyer"];
    private static readonly string[] ConsolePages = ["/", "/candidates", "/candidates?page=400", "/candidates?search=meyer", "/jobs", "/sync", "/webhooks"];

    public static async Task<IReadOnlyList<ScenarioRow>> Run(Workbench bench)
    {
        var people = bench.Quick ? People / 10 : People;
        await using var standIn = await StandIn.Start("--companies", "1", "--candidates", $"{people}", "--documents", "0");
        var customer = standIn.Customers[0];
        var database = await bench.CreateDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        await standIn.Warm(customer);
        List<ScenarioRow> rows = [];
        await using (var service = await bench.StartStandalone(database, standIn, BudgetSettings.Lifted))
        {
            await service.Connect(standIn.Customers, documents: false);
            var syncs = new SyncBench(bench, standIn, service, source);
            rows.Add(SyncBench.Row($"first sync of {Show.Number(people)} candidates", [await syncs.Run(customer)], 0.7, ", < 150 MB", static slice => slice.Growth < MostGrowth));
            rows.Add(SyncBench.Row("the same, nothing changed", [await syncs.Run(customer)], 1.5, ", < 150 MB", static slice => slice.Growth < MostGrowth));
        }

        await using (var vacuum = source.CreateCommand("VACUUM (ANALYZE)"))
        {
            vacuum.CommandTimeout = 0;
            await vacuum.ExecuteNonQueryAsync();
        }

        await using (var service = await bench.StartStandalone(database, standIn, ("Jobvite__RequestBudget__PerMinute", $"{15 * TimesFaster}"), ("Jobvite__RequestBudget__PerHour", $"{600 * TimesFaster}")))
        {
            rows.Add(await UnderLimits(service, standIn, customer));
            rows.AddRange(await Reads(bench, service, source, customer, people));
            rows.Add(await Streamed(service, customer, $"export of {Show.Number(people)} candidates, NDJSON", "/export/candidates"));
            rows.Add(await Console(service, customer));
            rows.Add(await Erasure(service, source, customer));
        }

        return rows;
    }

    /// <summary>A full run with Jobvite's limits, on a clock that is sixty times as fast.</summary>
    private static async Task<ScenarioRow> UnderLimits(Service service, StandIn standIn, Customer customer)
    {
        var requests = await standIn.CandidateRequests();
        Consumption.ForgetPeak(service.Processes);
        var (resident, start) = (Consumption.Resident(service.Processes), Stopwatch.GetTimestamp());
        await service.Finish(customer, await service.StartSync(customer, "candidates", "full"), pauseMilliseconds: 500);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        requests = await standIn.CandidateRequests() - requests;
        var growth = Consumption.PeakResident(service.Processes) - resident;
        var minutes = requests / 15.0;
        return new ScenarioRow(
            "a full run under Jobvite's limits, sixty times as fast",
            string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
            string.Create(CultureInfo.InvariantCulture, $"{minutes:0.0} min at 15 requests a minute"),
            seconds / minutes,
            "≤ 1.1× of what the limits allow, < 150 MB",
            seconds / minutes <= 1.1 && growth < MostGrowth)
        {
            Requests = Show.Number(requests),
            Memory = "+" + Show.Megabytes(growth),
        };
    }

    private static async Task<List<ScenarioRow>> Reads(Workbench bench, Service service, NpgsqlDataSource source, Customer customer, int people)
    {
        List<string> ids = [];
        await using (var command = source.CreateCommand("SELECT jobvite_id FROM candidates ORDER BY id LIMIT 2000"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                ids.Add(reader.GetString(0));
            }
        }

        var last = people / PageSize;
        return
        [
            await Read(bench, service, customer, "a page of the list", number => $"?page={1 + (number % 5)}&pageSize={PageSize}"),
            await Read(bench, service, customer, $"a deep page, around page {last / 10}", number => $"?page={(last / 10) - (number % 40)}&pageSize={PageSize}"),
            await Read(bench, service, customer, "search by a part of a name", number => $"?search={NameParts[number % NameParts.Length]}&pageSize={PageSize}"),
            await Read(bench, service, customer, "one record", number => "/" + ids[number * 7919 % ids.Count]),
        ];
    }

    private static async Task<ScenarioRow> Read(Workbench bench, Service service, Customer customer, string what, Func<int, string> path)
    {
        var file = bench.Place("reads");
        RequestFile.Write(file, Enumerable.Range(0, 500).Select(number => RequestFile.Get("/api/integrations/jobvite/candidates" + path(number), service.Token(customer))));
        await bench.Load.Run(new LoadPlan(service.Port, file, Connections, 3, ReadsPerSecond));
        var report = await bench.Load.Run(new LoadPlan(service.Port, file, Connections, bench.Quick ? 5 : 15, ReadsPerSecond));
        return new ScenarioRow($"large company: {what}, {ReadsPerSecond} a second", Show.Rate(report.PerSecond(200), "reads"), null, null, "p99 < 50 ms", report.P99 < MostReadMilliseconds && report.Unexpected(200) == 0)
        {
            Latency = Show.Latency(report.P50, report.P99),
        };
    }

    private static async Task<ScenarioRow> Streamed(Service service, Customer customer, string name, string path)
    {
        Consumption.ForgetPeak(service.Processes);
        var (resident, cpu, start) = (Consumption.Resident(service.Processes), Consumption.CpuSeconds(service.Processes), Stopwatch.GetTimestamp());
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{service.Port}/api/integrations/jobvite{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", service.Token(customer));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, lines) = (new byte[1 << 16], 0L);
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        var (seconds, growth) = (Stopwatch.GetElapsedTime(start).TotalSeconds, Consumption.PeakResident(service.Processes) - resident);
        return new ScenarioRow(name, Show.Rate(lines / seconds, "rows"), null, null, "< 150 MB", growth < MostGrowth && lines > 0)
        {
            Memory = "+" + Show.Megabytes(growth),
            Cpu = Show.Seconds(Consumption.CpuSeconds(service.Processes) - cpu),
            Remark = $"{Show.Number(lines)} rows",
        };
    }

    private static async Task<ScenarioRow> Console(Service service, Customer customer)
    {
        using var visitor = new ConsoleVisitor(service, customer);
        await visitor.Open("/");
        List<string> told = [];
        var longest = 0.0;
        foreach (var page in ConsolePages)
        {
            List<double> times = [];
            for (var time = 0; time < 5; time++)
            {
                var start = Stopwatch.GetTimestamp();
                await visitor.Open(page);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            longest = Math.Max(longest, Show.Median(times));
            told.Add(string.Create(CultureInfo.InvariantCulture, $"{page} {Show.Median(times):0} ms"));
        }

        return new ScenarioRow("large company: pages of the console", string.Create(CultureInfo.InvariantCulture, $"{longest:0} ms the slowest"), null, null, "< 500 ms", longest < MostPageMilliseconds)
        {
            Remark = string.Join(", ", told),
        };
    }

    private static async Task<ScenarioRow> Erasure(Service service, NpgsqlDataSource source, Customer customer)
    {
        await using var command = source.CreateCommand("SELECT jobvite_id FROM candidates ORDER BY id DESC LIMIT 1");
        var person = (string)(await command.ExecuteScalarAsync())!;
        var start = Stopwatch.GetTimestamp();
        await service.Ask(HttpMethod.Post, customer, $"/candidates/{person}/erase", new { reason = "Ticket 4711" });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new ScenarioRow("large company: one person erased", string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"), null, null, "< 30 s", seconds < 30);
    }
}
