using System.Globalization;
using Jobvite.Benchmarks.Deliveries;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Day;

/// <summary>
/// Ten thousand companies on one machine at the rates of a working day, with everything on: hourly runs by the schedule, a full run of each company a day,
/// webhooks with refreshes, reads, consumers of the feed, endpoints, open pages of the console. What plays the others (stand-in, load, receivers) uses the same
/// two cores and is not counted.
/// </summary>
internal static class DayScenario
{
    private const int CandidatesEach = 100;
    private const int StartedAtOnce = 32;
    private const double WebhooksPerCompany = 58.0 / 10_000;
    private const double ReadsPerCompany = 115.0 / 10_000;

    // Jobs and candidates, once a day.
    private const double FullRunsPerCompany = 2.0 / (24 * 60 * 60);
    private const double MostCores = 1;
    private const double MostReadMilliseconds = 100;
    private const double MostWebhookSeconds = 5;
    private const double MostLateSeconds = 120;
    private const long MostMemory = 1536L * 1024 * 1024;

    public static Task<ScenarioRow> Run(Workbench bench) => Run(bench, bench.Quick ? 500 : 10_000, TimeSpan.FromMinutes(bench.Quick ? 1.5 : 30));

    /// <summary>Twice as many: what gives first?</summary>
    public static Task<ScenarioRow> Double(Workbench bench) => Run(bench, bench.Quick ? 1000 : 20_000, TimeSpan.FromMinutes(bench.Quick ? 1.5 : 10));

    private static async Task<ScenarioRow> Run(Workbench bench, int companies, TimeSpan measuring)
    {
        // The schedule takes a run that began up to five minutes before its tick for that tick's: the first syncs keep scheduled runs away for so long.
        var warming = TimeSpan.FromMinutes(bench.Quick ? 0.5 : 6);
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        await using var standIn = await StandIn.Start(
            "--companies", $"{companies}", "--candidates", $"{CandidatesEach}", "--jobs", "20", "--processes", "0", "--documents", "0",
            "--webhook-candidate", address + "/webhooks/jobvite/{companyId}/candidate");
        await using var receiver = await DeliveryReceiver.Start();
        var database = await bench.CreateDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        (string, string)[] settings = [(Programs.Urls, address), ("Webhooks__AllowedHosts", "127.0.0.1")];

        await Fill(bench, database, standIn, source, settings);
        var people = await DayPeople.Read(source, standIn.Customers);
        await using var service = await bench.StartStandalone(database, standIn, settings);
        await using var crowd = await DayCrowd.Open(service, standIn.Customers, receiver);
        var (moved, synced) = (new Random(2), new Random(3));
        await using var moves = new SteadyRate(companies * WebhooksPerCompany, number => Move(standIn, people.Any(moved), number));
        await using var fullRuns = new SteadyRate(companies * FullRunsPerCompany, number => service.StartSync(people.Any(synced).Customer, number % 2 == 0 ? "jobs" : "candidates", "full"));
        var reads = bench.Place("reads");
        RequestFile.Write(reads, people.Reads(service));
        await Task.Delay(warming);

        Consumption.ForgetPeak(service.Processes);
        var (from, requests, taken) = (TimeProvider.System.GetUtcNow(), await standIn.Requests(), receiver.Taken.Count);
        var reading = bench.Load.Run(new LoadPlan(service.Port, reads, Connections: 16, measuring.TotalSeconds, companies * ReadsPerCompany));
        var minutes = await DayMinute.Watch(bench, service, source, reading);
        var read = await reading;
        var until = TimeProvider.System.GetUtcNow();

        var hours = (until - from).TotalHours;
        var cores = minutes.Sum(static minute => minute.Service + minute.Postgres) / (until - from).TotalSeconds;
        var lag = await DayFindings.WebhookSeconds(source, from, until);
        var late = await DayFindings.LateSeconds(source, from, until);
        var wrong = read.Unexpected(200) + crowd.Wrong + moves.Failed + fullRuns.Failed;
        var peak = Consumption.PeakResident(service.Processes);
        await Console.Error.WriteLineAsync(DayMinute.Table(minutes));
        var askedFor = (await standIn.Requests() - requests) / hours / companies;
        return new ScenarioRow(
            $"a working day of {Show.Number(companies)} companies, {measuring.TotalMinutes:0.#} min",
            string.Create(CultureInfo.InvariantCulture, $"{cores:0.00} cores"),
            null,
            null,
            "≤ 1 core, reads p99 < 100 ms, webhooks p99 < 5 s, no run later than 2 min, < 1.5 GB",
            cores <= MostCores && read.P99 < MostReadMilliseconds && lag.P99 < MostWebhookSeconds && late.Longest < MostLateSeconds && peak < MostMemory && wrong == 0)
        {
            Latency = Show.Latency(read.P50, read.P99),
            Cpu = $"{Show.Seconds(minutes.Sum(static minute => minute.Service))} ({Show.Seconds(minutes.Sum(static minute => minute.Postgres))})",
            Memory = Show.Megabytes(peak),
            Requests = string.Create(CultureInfo.InvariantCulture, $"{askedFor:0.0} a company and hour"),
            Remark = string.Create(
                CultureInfo.InvariantCulture,
                $"{lag.Count} webhooks, applied after p50 {lag.P50:0.00} s, p99 {lag.P99:0.00} s; {late.Count} scheduled runs, the latest {late.Longest:0.0} s late; {read.Answers.GetValueOrDefault(200)} reads; {crowd.Items} items read from feeds; {receiver.Taken.Count - taken} deliveries; {crowd.Pages} pages of the console; {wrong} wrong answers"),
        };
    }

    /// <summary>The stand-in sends a webhook about it.</summary>
    private static Task Move(StandIn standIn, (Customer Customer, string Id) person, int number) =>
        standIn.Admin(HttpMethod.Post, person.Customer, $"/candidates/{person.Id}/stage", new { stage = number % 2 == 0 ? "Interview" : "Screening", announce = true });

    /// <summary>Connects all and waits for their first syncs, with Jobvite's own limits.</summary>
    private static async Task Fill(Workbench bench, string database, StandIn standIn, NpgsqlDataSource source, (string, string)[] settings)
    {
        await using (var service = await bench.StartStandalone(database, standIn, settings))
        {
            await service.Connect(standIn.Customers, documents: false, intervalMinutes: 60, fullSyncHours: 24);
            await StartAll(service, standIn.Customers, "jobs");
            await StartAll(service, standIn.Customers, "candidates");
            var ended = 0L;
            await Patience.Until(
                async () => (ended = await DayFindings.Count(source, "SELECT count(DISTINCT (company_id, kind)) FROM sync_runs WHERE status = 3 AND mode = 2")) == standIn.Customers.Count * 2,
                TimeSpan.FromMinutes(40),
                () => $"{ended} first syncs ended well",
                500);
        }

        await using var vacuum = source.CreateCommand("VACUUM (ANALYZE)");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync();
    }

    private static Task StartAll(Service service, IReadOnlyList<Customer> customers, string kind) => Parallel.ForEachAsync(
        customers,
        new ParallelOptions { MaxDegreeOfParallelism = StartedAtOnce },
        async (customer, _) => await service.StartSync(customer, kind, "full"));
}
