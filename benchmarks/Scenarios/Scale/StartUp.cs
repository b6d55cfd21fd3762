using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Scale;

/// <summary>Standalone from its start to the first "ready", with its database already made; published, as operators run it, and as built.</summary>
internal static class StartUp
{
    private const double MostSeconds = 3;

    public static async Task<IReadOnlyList<ScenarioRow>> Run(Workbench bench)
    {
        await using var standIn = await StandIn.Start("--candidates", "10");
        var database = await bench.CreateDatabase();
        List<ScenarioRow> rows = [];
        if (await PublishedProgram.Make("Standalone", bench.Place("published")) is { } published)
        {
            rows.Add(await Measure(bench, published, "published, SQLite", null, standIn));
            rows.Add(await Measure(bench, published, "published, PostgreSQL", database, standIn));
        }

        rows.Add(await Measure(bench, "Jobvite.Standalone", "as built, SQLite", null, standIn));
        rows.Add(await Measure(bench, "Jobvite.Standalone", "as built, PostgreSQL", database, standIn));
        return rows;
    }

    private static async Task<ScenarioRow> Measure(Workbench bench, string program, string name, string? database, StandIn standIn)
    {
        var directory = bench.Place("data");
        List<double> seconds = [];
        List<double> cpu = [];
        for (var start = 0; start < (bench.Quick ? 3 : 6); start++)
        {
            var from = TimeProvider.System.GetTimestamp();
            await using var service = Programs.LaunchStandalone(program, database, directory, standIn);
            await service.WaitUntilReady(pauseMilliseconds: 5);
            seconds.Add(TimeProvider.System.GetElapsedTime(from).TotalSeconds);
            cpu.Add(Consumption.CpuSeconds(service.Processes));
        }

        // The first one makes the database, and nothing of the program is in the system's memory yet.
        var median = Show.Median(seconds.Skip(1));
        return new ScenarioRow($"Standalone start to ready, {name}", $"{median:0.00} s", null, null, "< 3 s", median < MostSeconds)
        {
            Cpu = $"{Show.Median(cpu.Skip(1)):0.00}",
            Remark = $"first start: {seconds[0]:0.0} s",
        };
    }
}
