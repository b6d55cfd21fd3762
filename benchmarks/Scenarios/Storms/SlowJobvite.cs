using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Storms;

/// <summary>Jobvite answers one company late, without end, or with a bomb, and that company keeps asking: what do the others feel?</summary>
internal static class SlowJobvite
{
    private const int Companies = 10;
    private const int Candidates = 5000;
    private const int HealthyPerSecond = 100;
    private const int EventsOfSick = 10;
    private const double MostRatio = 1.5;

    // Fifteen a minute, as Jobvite grants. The budget itself is lifted, since the others' syncs are measured again and again.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    private static readonly (string Name, object Fault)[] Faults =
    [
        ("answers after 10 s", new { kind = "latency", delay = "00:00:10" }),
        ("endless bodies", new { kind = "endlessBody" }),
        ("gzip bombs", new { kind = "gzipBomb" }),
    ];

    public static async Task<IReadOnlyList<ScenarioRow>> Run(Workbench bench)
    {
        var (slices, seconds) = bench.Quick ? (3, 6) : (5, 12);
        await using var storm = await StormBench.Open(bench, Companies, Candidates, BudgetSettings.Lifted);
        foreach (var customer in storm.Customers)
        {
            await storm.Service.Finish(customer, await storm.Service.StartSync(customer, "candidates", "full"));
        }

        var (sick, synced) = (storm.Customers[0], storm.Customers[1]);
        var usual = await storm.Webhooks([.. storm.Customers.Skip(2)], changed: false);
        var sickEvents = await storm.Webhooks([sick], changed: false);
        await storm.Warm(usual, bench.Quick ? 6 : 15);
        List<ScenarioRow> rows = [];
        foreach (var (name, fault) in Faults)
        {
            var quiet = new Quiet(storm, storm.Plan(usual, connections: 16, seconds, HealthyPerSecond));
            var quietSync = await SyncSeconds(storm, synced, slices);
            double disturbedSync;
            Consumption.ForgetPeak(storm.Service.Processes);
            var before = Consumption.Resident(storm.Service.Processes);
            await quiet.Run(slices, stop => Disturb(storm, sick, sickEvents, fault, seconds + 1, stop));
            using (var stop = new CancellationTokenSource())
            {
                var disturbance = Disturb(storm, sick, sickEvents, fault, 1, stop.Token);
                disturbedSync = await SyncSeconds(storm, synced, slices);
                await stop.CancelAsync();
                await disturbance;
            }

            var syncRatio = disturbedSync / quietSync;
            rows.Add(new ScenarioRow($"Jobvite at one of {Companies} companies: {name}", Show.Milliseconds(quiet.DisturbedP99), Show.Milliseconds(quiet.QuietP99), quiet.Ratio, "others' p99 and sync ≤ 1.5 × quiet", quiet.Ratio <= MostRatio && syncRatio <= MostRatio && quiet.Harmed == 0)
            {
                Latency = quiet.Latency,
                Memory = "+" + Show.Megabytes(Consumption.PeakResident(storm.Service.Processes) - before),
                Remark = $"another's full sync of {Show.Number(Candidates)} {disturbedSync:0.00} s, quiet {quietSync:0.00} s; {quiet.Harmed} answers to others that were not 200",
            });
        }

        return rows;
    }

    /// <summary>Syncs and events of the sick company, one after another for as long as it takes; in the end it is well again.</summary>
    private static async Task Disturb(StormBench storm, Customer sick, string events, object fault, double seconds, CancellationToken stop)
    {
        await storm.StandIn.Admin(HttpMethod.Post, sick, "/faults", fault);
        var sending = storm.Disturbance.Run(storm.Plan(events, connections: 4, seconds, EventsOfSick));
        while (!stop.IsCancellationRequested)
        {
            await storm.Service.StartSync(sick, "candidates", "full");
            await Task.WhenAny(Task.Delay(Pause, CancellationToken.None), Task.Delay(Timeout.InfiniteTimeSpan, stop));
        }

        await sending;
        await storm.StandIn.Admin(HttpMethod.Delete, sick, "/faults");
    }

    private static async Task<double> SyncSeconds(StormBench storm, Customer customer, int times)
    {
        List<double> seconds = [];
        for (var time = 0; time < times; time++)
        {
            var run = await storm.Service.Finish(customer, await storm.Service.StartSync(customer, "candidates", "full"));
            seconds.Add((run.GetProperty("finishedAt").GetDateTime() - run.GetProperty("startedAt").GetDateTime()).TotalSeconds);
        }

        return Show.Median(seconds);
    }
}
