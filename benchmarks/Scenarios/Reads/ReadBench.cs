using Jobvite.Benchmarks.Comparison;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Reads;

/// <summary>Asks the service and the bare reader for the same.</summary>
internal sealed class ReadBench(Workbench bench, IReadOnlyList<Customer> customers, Service service, int baselineProcess, int baselinePort)
{
    private const int Requests = 2000;
    private const int Ok = 200;

    private readonly string[] _tokens = [.. customers.Select(service.Token)];

    /// <param name="name">Of the line.</param>
    /// <param name="path">The nth request, below the list of candidates.</param>
    /// <param name="connections">Busy at once.</param>
    /// <param name="ratio">The least that is wanted, of requests a second; null: none.</param>
    /// <param name="p99">The most that is wanted, in milliseconds; null: none.</param>
    public async Task<ScenarioRow> Compare(string name, Func<int, string> path, int connections, double? ratio, double? p99)
    {
        var (ours, baseline) = (bench.Place("ours"), bench.Place("baseline"));
        RequestFile.Write(ours, Enumerable.Range(0, Requests).Select(number =>
            RequestFile.Get($"/api/integrations/jobvite/candidates{path(number)}", _tokens[number % customers.Count])));
        RequestFile.Write(baseline, Enumerable.Range(0, Requests).Select(number =>
            RequestFile.Get($"/candidates/{customers[number % customers.Count].CompanyId}{path(number)}")));
        var contest = new Contest(bench, new Side(service.Port, ours, service.Processes), new Side(baselinePort, baseline, [baselineProcess]), connections, Ok);

        await contest.Run();

        return new ScenarioRow(
            name,
            Show.Rate(contest.OursPerSecond, "requests"),
            Show.Rate(contest.BaselinePerSecond, "requests"),
            contest.Ratio,
            ratio is { } least ? $"≥ {least}×" : $"< {p99} ms p99",
            (ratio is null || contest.Ratio >= ratio) && (p99 is null || contest.OursP99 < p99))
        {
            Latency = contest.Latency,
            Cpu = contest.Cpu,
            CpuRatio = contest.CpuRatio,
            Memory = Show.Megabytes(Consumption.PeakResident(service.Processes)),
            Remark = $"{connections} connections; {contest.CpuEach}; {contest.Faults}".TrimEnd(' ', ';'),
        };
    }
}
