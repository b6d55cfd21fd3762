using System.Globalization;
using System.Text.Json;
using Jobvite.Benchmarks.Catalogue;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Gate;

/// <summary>
/// Compares processor time with the last release. Both releases are measured beside the same baselines, so the machine may be another one: a line is the
/// ratio to its baseline, and fails when it is worse than the last release's by more than its noise.
/// </summary>
internal static class ReleaseGate
{
    public const string Name = "gate";

    private const int RunsToWrite = 3;

    // Three runs may agree by chance.
    private const double LeastNoise = 0.05;
    private static readonly string[] Scenarios = ["webhooks", "webhooks-one", "webhooks-refused", "syncs", "reads"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="file">The figures of the last release.</param>
    /// <param name="isWriting">Measures several times and writes them, for the next release to be compared with.</param>
    /// <returns>0: no line is worse; 1: one is; 2: there is nothing to compare with.</returns>
    public static async Task<int> Run(string file, bool isWriting)
    {
        if (isWriting)
        {
            List<IReadOnlyList<GateLine>> runs = [];
            for (var run = 0; run < RunsToWrite; run++)
            {
                runs.Add(await Measure());
            }

            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(Summary(runs), Json) + "\n");
            return 0;
        }

        if (!File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"There are no figures of a release at {file}. Measure some with --write, on a quiet machine.");
            return 2;
        }

        var last = JsonSerializer.Deserialize<GateLine[]>(await File.ReadAllTextAsync(file), Json)!.ToDictionary(static line => line.Scenario);
        var failed = 0;
        Console.WriteLine("| scenario | processor time, × the baseline's | last release | change | noise | |");
        Console.WriteLine("|---|--:|--:|--:|--:|---|");
        foreach (var line in await Measure())
        {
            if (!last.TryGetValue(line.Scenario, out var before))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {line.Scenario} | {line.Cpu:0.00} | | | | new |"));
                continue;
            }

            var change = (line.Cpu / before.Cpu) - 1;
            var isWorse = change > before.Noise;
            failed += isWorse ? 1 : 0;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {line.Scenario} | {line.Cpu:0.00} | {before.Cpu:0.00} | {change:+0 %;-0 %} | {before.Noise:0 %} | {(isWorse ? "**worse**" : "")} |"));
        }

        return failed == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<GateLine>> Measure()
    {
        List<GateLine> lines = [];
        await using var bench = await Workbench.Open(quick: true);
        foreach (var scenario in ScenarioList.All.Where(static each => Scenarios.Contains(each.Name)))
        {
            var rows = await scenario.Run(bench);
            await Console.Error.WriteAsync(ResultTable.Of(rows));
            lines.AddRange(rows.Select(static row => new GateLine(row.Scenario, row.CpuRatio ?? throw new InvalidOperationException($"'{row.Scenario}' has no ratio of processor times."))));
        }

        return lines;
    }

    /// <summary>The middle of the runs, and how far the farthest is from it.</summary>
    private static IEnumerable<GateLine> Summary(List<IReadOnlyList<GateLine>> runs) => runs.SelectMany(static run => run).GroupBy(static line => line.Scenario).Select(static lines =>
    {
        var middle = Show.Median(lines.Select(static line => line.Cpu));
        var noise = lines.Max(line => Math.Abs(line.Cpu - middle)) / middle;
        return new GateLine(lines.Key, Math.Round(middle, 3), Math.Round(Math.Max(LeastNoise, noise), 3));
    });
}

/// <summary>A line of the gate.</summary>
/// <param name="Scenario">As in the table of results.</param>
/// <param name="Cpu">See <see cref="ScenarioRow.CpuRatio"/>.</param>
/// <param name="Noise">By what share of <paramref name="Cpu"/> runs of the same program differ.</param>
internal sealed record GateLine(string Scenario, double Cpu, double Noise = 0);
