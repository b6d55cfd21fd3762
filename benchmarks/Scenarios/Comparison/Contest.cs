using System.Globalization;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Comparison;

/// <summary>
/// Asks ours and the baseline in turn, in short slices: what else the machine does meanwhile then meets both. Medians of the slices
/// are compared.
/// </summary>
internal sealed class Contest(Workbench bench, Side ours, Side baseline, int connections, int status)
{
    private const double IdleShare = 0.05;
    private const long WarmRequests = 40_000;
    private const double WarmSeconds = 2;
    private static readonly TimeSpan WarmLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(20);

    private readonly List<Slice> _ours = [];
    private readonly List<Slice> _baseline = [];

    /// <summary>Ours over the baseline.</summary>
    public double Ratio => Rate(_ours) / Rate(_baseline);

    public double OursPerSecond => Rate(_ours);

    public double BaselinePerSecond => Rate(_baseline);

    public double OursP99 => Show.Median(_ours.Select(static slice => slice.Report.P99));

    public double BaselineP99 => Show.Median(_baseline.Select(static slice => slice.Report.P99));

    public string Latency => $"{Latencies(_ours)} ({Latencies(_baseline)})";

    /// <summary>Seconds of all slices of ours: its own and PostgreSQL's.</summary>
    public string Cpu => $"{Show.Seconds(_ours.Sum(static slice => slice.Cpu))} ({Show.Seconds(_ours.Sum(static slice => slice.PostgresCpu))})";

    /// <summary>Processor time of a request with PostgreSQL's part, which depends less on what else the machine does than the rate.</summary>
    public string CpuEach => $"{Microseconds(_ours)} µs CPU a request (baseline {Microseconds(_baseline)})";

    /// <inheritdoc cref="ScenarioRow.CpuRatio"/>
    public double CpuRatio => SecondsEach(_ours) / SecondsEach(_baseline);

    /// <summary>Answers of ours that were neither right nor a request to come back; and the share that was asked to come back.</summary>
    public string Faults
    {
        get
        {
            var wrong = _ours.Sum(slice => slice.Report.Unexpected(status));
            var back = _ours.Sum(static slice => slice.Report.Answers.Where(static answer => answer.Key is 429 or 503).Sum(static answer => answer.Value));
            return (wrong, back) switch
            {
                (0, 0) => "",
                _ => $"{wrong} wrong answers, {back} asked to come back",
            };
        }
    }

    public async Task Run()
    {
        var (slices, seconds) = bench.Quick ? (3, 2.5) : (5, 6);
        await Warm(ours);
        await Warm(baseline);
        Consumption.ForgetPeak(ours.Processes);
        for (var slice = 0; slice < slices; slice++)
        {
            _ours.Add(await Measure(ours, seconds));
            _baseline.Add(await Measure(baseline, seconds));
        }
    }

    /// <summary>The server's own and PostgreSQL's.</summary>
    private static string Microseconds(List<Slice> slices)
    {
        var answers = slices.Sum(static slice => slice.Report.Answers.Values.Sum());
        var (own, postgres) = (1e6 * slices.Sum(static slice => slice.Cpu) / answers, 1e6 * slices.Sum(static slice => slice.PostgresCpu) / answers);
        return string.Create(CultureInfo.InvariantCulture, $"{own + postgres:0} = {own:0} + {postgres:0}");
    }

    private static double SecondsEach(List<Slice> slices) =>
        slices.Sum(static slice => slice.Cpu + slice.PostgresCpu) / slices.Sum(static slice => slice.Report.Answers.Values.Sum());

    private static string Latencies(List<Slice> slices) =>
        Show.Latency(Show.Median(slices.Select(static slice => slice.Report.P50)), Show.Median(slices.Select(static slice => slice.Report.P99)));

    /// <summary>Until the runtime has compiled what is called often, which takes requests and not seconds.</summary>
    private async Task Warm(Side side)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var answers = 0L; answers < WarmRequests && TimeProvider.System.GetElapsedTime(start) < WarmLimit;)
        {
            answers += (await bench.Load.Run(new LoadPlan(side.Port, side.RequestsFile, connections, WarmSeconds))).Answers.Values.Sum();
        }
    }

    private double Rate(List<Slice> slices) => Show.Median(slices.Select(slice => slice.Report.PerSecond(status)));

    private async Task<Slice> Measure(Side side, double seconds)
    {
        await Settle();
        var (cpu, postgres) = (Consumption.CpuSeconds(side.Processes), bench.PostgresCpuSeconds());
        var report = await bench.Load.Run(new LoadPlan(side.Port, side.RequestsFile, connections, seconds));
        return new Slice(report, Consumption.CpuSeconds(side.Processes) - cpu, bench.PostgresCpuSeconds() - postgres);
    }

    /// <summary>What a slice leaves to be done must not run into the next one; after a while it may.</summary>
    private async Task Settle()
    {
        int[] processes = [.. ours.Processes, .. baseline.Processes];
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < SettleLimit)
        {
            var before = Consumption.CpuSeconds(processes);
            await Task.Delay(Look);
            if (Consumption.CpuSeconds(processes) - before < Look.TotalSeconds * IdleShare)
            {
                return;
            }
        }
    }
}
