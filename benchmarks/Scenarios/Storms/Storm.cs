using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Storms;

/// <summary>
/// Five times what the machine carries, three quarters of it one company's, so that it takes more places than a company has and must be asked to
/// come back. Requests come at a fixed rate on nearly as many connections as a front end takes, whatever becomes of those before them; the load
/// generator shares the machine, so the remark says how many it really sent.
/// </summary>
internal static class Storm
{
    private const int Companies = 50;
    private const int Connections = 4500;
    private const int Times = 5;
    private const int ProbesPerSecond = 50;
    private const double MostGrowth = 1.2;
    private static readonly TimeSpan Normal = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    public static async Task<ScenarioRow> Run(Workbench bench)
    {
        var seconds = bench.Quick ? 20 : 120;
        await using var storm = await StormBench.Open(bench, Companies, candidates: 200);
        var events = await storm.Webhooks(storm.Customers);
        var uneven = await storm.Webhooks([.. Enumerable.Repeat(storm.Customers[0], 3 * Companies), .. storm.Customers], changed: false);
        var capacity = await storm.Warm(events, bench.Quick ? 6 : 20);
        var probe = storm.Plan(events, connections: 8, seconds: 1, ProbesPerSecond);
        var quiet = Show.Median([await P99(storm, probe), await P99(storm, probe), await P99(storm, probe)]);

        var storming = storm.Disturbance.Run(storm.Plan(uneven, Connections, seconds, capacity * Times));
        var (first, second) = await Watch(storm, storming);
        var report = await storming;
        var until = await UntilNormal(storm, probe, Math.Max(2 * quiet, 50));

        var wrong = report.Unexpected(200);
        var held = second <= first * MostGrowth;
        return new ScenarioRow($"{Times} times what the machine carries, {seconds} s", Show.Rate(report.PerSecond(200), "stored"), $"{Show.Rate(capacity, "events")} (at most)", report.PerSecond(200) / capacity, "only 200, 429, 503 with Retry-After; memory bounded; normal within 30 s", wrong == 0 && report.WithoutRetryAfter == 0 && held && until <= Normal)
        {
            Latency = $"{Show.Latency(report.P50, report.P99)}, longest {Show.Milliseconds(report.Longest)}",
            Memory = $"{Show.Megabytes(first)}, second half {Show.Megabytes(second)}",
            Remark = $"sent {Show.Rate(report.Answers.Values.Sum() / report.Seconds, "requests")}; {string.Join(", ", report.Answers.OrderBy(static answer => answer.Key).Select(static answer => $"{Show.Number(answer.Value)} × {answer.Key}"))}, {report.WithoutRetryAfter} of them without Retry-After, {report.Broken} broken; normal after {Show.Seconds(until.TotalSeconds)} s (p99 quiet {Show.Milliseconds(quiet)})",
        };
    }

    /// <summary>The most resident memory in the first and in the second half.</summary>
    private static async Task<(double First, double Second)> Watch(StormBench storm, Task storming)
    {
        List<long> resident = [];
        while (!storming.IsCompleted)
        {
            resident.Add(Consumption.Resident(storm.Service.Processes));
            await Task.Delay(Glance);
        }

        var half = Math.Max(1, resident.Count / 2);
        return (resident.Take(half).Max(), resident.Skip(half).DefaultIfEmpty(resident[^1]).Max());
    }

    private static async Task<double> P99(StormBench storm, LoadPlan probe)
    {
        var report = await storm.Bench.Load.Run(probe);
        return report.Answers.Keys.All(static status => status == 200) && report.Broken == 0 ? report.P99 : double.PositiveInfinity;
    }

    /// <summary>Until a second of ordinary requests is answered as before the storm.</summary>
    private static async Task<TimeSpan> UntilNormal(StormBench storm, LoadPlan probe, double p99)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await P99(storm, probe) > p99 && TimeProvider.System.GetElapsedTime(start) < 4 * Normal)
        {
        }

        return TimeProvider.System.GetElapsedTime(start);
    }
}
