using System.Globalization;
using System.Text;

namespace Jobvite.Benchmarks.Figures;

/// <summary>The rows as one Markdown table.</summary>
internal static class ResultTable
{
    public static string Of(IEnumerable<ScenarioRow> rows)
    {
        var text = new StringBuilder()
            .AppendLine("| scenario | ours | baseline | ratio | target | met | p50 / p99 (baseline) | CPU s (PostgreSQL) | peak memory | requests to Jobvite | remark |")
            .AppendLine("|---|--:|--:|--:|---|:-:|--:|--:|--:|--:|---|");
        foreach (var row in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Scenario} | {row.Ours} | {row.Baseline} | {row.Ratio:0.00} | {row.Target} | {Mark(row.Met)} | {row.Latency} | {row.Cpu} | {row.Memory} | {row.Requests} | {row.Remark} |");
        }

        return text.ToString();
    }

    private static string Mark(bool? met) => met switch { true => "yes", false => "**no**", null => "" };
}
