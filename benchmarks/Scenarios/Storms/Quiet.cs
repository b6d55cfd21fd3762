using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Load;

namespace Jobvite.Benchmarks.Storms;

/// <summary>The same modest load with and without a disturbance, in turn, since what else the machine does must meet both.</summary>
internal sealed class Quiet(StormBench storm, LoadPlan healthy)
{
    private static readonly TimeSpan RampUp = TimeSpan.FromSeconds(1);

    private readonly List<LoadReport> _quiet = [];
    private readonly List<LoadReport> _disturbed = [];

    public double QuietP99 => Show.Median(_quiet.Select(static report => report.P99));

    public double DisturbedP99 => Show.Median(_disturbed.Select(static report => report.P99));

    public double Ratio => DisturbedP99 / QuietP99;

    public string Latency => $"{Latencies(_disturbed)} ({Latencies(_quiet)})";

    /// <summary>Answers to those who did nothing that were not 200.</summary>
    public long Harmed => _disturbed.Sum(static report => report.Broken + report.Answers.Where(static answer => answer.Key != 200).Sum(static answer => answer.Value));

    /// <param name="slices">Of each.</param>
    /// <param name="disturb">Goes on until it is told to stop.</param>
    public async Task Run(int slices, Func<CancellationToken, Task> disturb)
    {
        for (var slice = 0; slice < slices; slice++)
        {
            await storm.Settle();
            _quiet.Add(await storm.Bench.Load.Run(healthy));
            using var stop = new CancellationTokenSource();
            var disturbance = disturb(stop.Token);
            await Task.Delay(RampUp);
            _disturbed.Add(await storm.Bench.Load.Run(healthy));
            await stop.CancelAsync();
            await disturbance;
        }
    }

    private static string Latencies(List<LoadReport> reports) =>
        Show.Latency(Show.Median(reports.Select(static report => report.P50)), Show.Median(reports.Select(static report => report.P99)));
}
