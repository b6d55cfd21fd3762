using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Storms;

/// <summary>A thousand connections that send a byte a second, beside ordinary ones.</summary>
internal static class Drip
{
    private const int Connections = 1000;
    private const int HealthyPerSecond = 200;
    private const double MostRatio = 2;

    public static async Task<ScenarioRow> Run(Workbench bench)
    {
        var (slices, seconds) = bench.Quick ? (3, 6) : (5, 15);
        await using var storm = await StormBench.Open(bench, companies: 20, candidates: 200);
        var usual = await storm.Webhooks(storm.Customers);
        await storm.Warm(usual, bench.Quick ? 6 : 15);
        Consumption.ForgetPeak(storm.Service.Processes);
        var quiet = new Quiet(storm, storm.Plan(usual, connections: 32, seconds, HealthyPerSecond));
        var slow = new SlowSenders(storm.Service.Port, storm.Customers[0].CompanyId);

        await quiet.Run(slices, stop => slow.Run(Connections, stop));

        return new ScenarioRow($"{Show.Number(Connections)} connections that drip a byte a second", Show.Milliseconds(quiet.DisturbedP99), Show.Milliseconds(quiet.QuietP99), quiet.Ratio, "healthy p99 ≤ 2 × quiet", quiet.Ratio <= MostRatio && quiet.Harmed == 0)
        {
            Latency = quiet.Latency,
            Memory = Show.Megabytes(Consumption.PeakResident(storm.Service.Processes)),
            Remark = $"healthy {HealthyPerSecond}/s; {Show.Number(slow.Cut)} slow senders cut off; {quiet.Harmed} healthy answers that were not 200",
        };
    }
}
