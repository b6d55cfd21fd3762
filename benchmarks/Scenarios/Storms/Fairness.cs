using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Storms;

/// <summary>One company sends a hundred times its usual load: what do the others feel?</summary>
internal static class Fairness
{
    private const int Others = 20;
    private const int UsualPerSecond = 5;
    private const int Times = 100;
    private const double MostRatio = 1.5;

    public static async Task<ScenarioRow> Run(Workbench bench)
    {
        var (slices, seconds) = bench.Quick ? (3, 6) : (5, 15);
        await using var storm = await StormBench.Open(bench, Others + 1, candidates: 200);
        var usual = await storm.Webhooks([.. storm.Customers.Skip(1)]);
        var flood = await storm.Webhooks([storm.Customers[0]]);
        await storm.Warm(usual, bench.Quick ? 6 : 15);
        var quiet = new Quiet(storm, storm.Plan(usual, connections: 32, seconds, Others * UsualPerSecond));

        await quiet.Run(slices, async _ => await storm.Disturbance.Run(storm.Plan(flood, connections: 64, seconds + 1.5, UsualPerSecond * Times)));

        return new ScenarioRow($"one of {Others + 1} companies at {Times} times its load", Show.Milliseconds(quiet.DisturbedP99), Show.Milliseconds(quiet.QuietP99), quiet.Ratio, "others' p99 ≤ 1.5 × quiet", quiet.Ratio <= MostRatio && quiet.Harmed == 0)
        {
            Latency = quiet.Latency,
            Remark = $"others {Others * UsualPerSecond}/s, that one {UsualPerSecond * Times}/s; {quiet.Harmed} answers to others that were not 200",
        };
    }
}
