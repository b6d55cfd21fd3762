using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Syncs;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Scale;

/// <summary>A thousand small companies at once, beside one company with as many candidates as all of them.</summary>
internal static class ManyCompanies
{
    private const int CandidatesEach = 100;
    private const int StartedAtOnce = 16;

    private const string Waits = """
        SELECT extract(epoch FROM finished_at - (SELECT min(started_at) FROM sync_runs WHERE kind = 2))::float8
        FROM sync_runs WHERE kind = 2 AND status = 3 ORDER BY 1
        """;

    public static async Task<ScenarioRow> Run(Workbench bench)
    {
        var companies = bench.Quick ? 200 : 1000;
        var one = await OneCompany(bench, companies * CandidatesEach);
        await using var standIn = await StandIn.Start("--companies", $"{companies}", "--candidates", $"{CandidatesEach}", "--documents", "0", "--jobs", "20");
        var database = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(database, standIn, BudgetSettings.Lifted);
        await service.Connect(standIn.Customers, documents: false);
        await using var source = NpgsqlDataSource.Create(database);
        await Parallel.ForEachAsync(standIn.Customers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (customer, _) => await standIn.Warm(customer));
        var (cpu, postgres, requests) = (Consumption.CpuSeconds(service.Processes), bench.PostgresCpuSeconds(), await standIn.CandidateRequests());
        Consumption.ForgetPeak(service.Processes);

        await Parallel.ForEachAsync(
            standIn.Customers,
            new ParallelOptions { MaxDegreeOfParallelism = StartedAtOnce },
            async (customer, _) => await service.StartSync(customer, "candidates", "full"));
        List<double> waits = [];
        await Patience.Until(async () => (waits = await Read(source)).Count == companies, TimeSpan.FromMinutes(5), () => $"{waits.Count} of {companies} runs ended well", 200);

        var entries = await Count(source);
        var (rate, median) = (entries / waits[^1], Show.Median(waits));
        return new ScenarioRow(
            $"{Show.Number(companies)} companies × {CandidatesEach} candidates at once",
            Show.Rate(rate, "rows"),
            $"{Show.Rate(one, "rows")} (one company)",
            rate / one,
            "≥ 0.6×, longest wait ≤ 3 × median",
            rate / one >= 0.6 && waits[^1] <= 3 * median)
        {
            Cpu = $"{Show.Seconds(Consumption.CpuSeconds(service.Processes) - cpu)} ({Show.Seconds(bench.PostgresCpuSeconds() - postgres)})",
            Memory = Show.Megabytes(Consumption.PeakResident(service.Processes)),
            Requests = Show.Number(await standIn.CandidateRequests() - requests),
            Remark = $"waits: median {Show.Seconds(median)} s, longest {Show.Seconds(waits[^1])} s",
        };
    }

    private static async Task<double> OneCompany(Workbench bench, int candidates)
    {
        await using var standIn = await StandIn.Start("--companies", "2", "--candidates", $"{candidates}", "--documents", "0", "--jobs", "20");
        var database = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(database, standIn, BudgetSettings.Lifted);
        await service.Connect(standIn.Customers, documents: false);
        await using var source = NpgsqlDataSource.Create(database);
        var syncs = new SyncBench(bench, standIn, service, source);
        var rate = 0.0;
        foreach (var customer in standIn.Customers)
        {
            // The second figure counts: the first company warms the service, as connecting a thousand does.
            await standIn.Warm(customer);
            var slice = await syncs.Run(customer);
            rate = slice.Entries / slice.Seconds;
        }

        return rate;
    }

    private static async Task<List<double>> Read(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(Waits);
        await using var reader = await command.ExecuteReaderAsync();
        List<double> waits = [];
        while (await reader.ReadAsync())
        {
            waits.Add(reader.GetDouble(0));
        }

        return waits;
    }

    private static async Task<long> Count(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT sum(fetched)::bigint FROM sync_runs WHERE kind = 2");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
