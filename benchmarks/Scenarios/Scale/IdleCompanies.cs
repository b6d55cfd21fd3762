using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Scale;

/// <summary>Connected companies with nothing to do: what each keeps resident, and what all of them together cost.</summary>
internal static class IdleCompanies
{
    private const long MostBytesEach = 10 * 1024;
    private const double MostCpu = 0.01;

    // A process that keeps no memory that it does not need shows what the companies need.
    private static readonly (string Name, string Value)[] Frugal = [("DOTNET_GCConserveMemory", "9"), ("DOTNET_gcServer", "0"), .. BudgetSettings.Lifted];

    public static async Task<ScenarioRow> Run(Workbench bench)
    {
        var companies = bench.Quick ? 1000 : 10_000;
        var seconds = bench.Quick ? 10 : 60;
        await using var standIn = await StandIn.Start("--companies", $"{companies}", "--candidates", "10", "--jobs", "5", "--processes", "0");
        var (empty, emptyCpu) = await Rest(bench, await bench.CreateDatabase(), standIn, seconds);
        var database = await bench.CreateDatabase();
        double connecting;
        await using (var service = await bench.StartStandalone(database, standIn, BudgetSettings.Lifted))
        {
            var start = TimeProvider.System.GetTimestamp();
            await service.Connect(standIn.Customers);
            connecting = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        }

        var (full, cpu) = await Rest(bench, database, standIn, seconds);
        var each = (full - empty) / companies;
        return new ScenarioRow($"{Show.Number(companies)} idle companies", $"{Show.Number(each)} bytes each", null, null, "< 10 KB each, < 1 % CPU", each < MostBytesEach && cpu < MostCpu)
        {
            Cpu = Show.Seconds(cpu * seconds),
            Memory = $"{Show.Megabytes(full)} (without companies {Show.Megabytes(empty)})",
            Remark = $"{cpu:P2} of a core in {seconds} s at rest, {emptyCpu:P2} without companies; connected at {Show.Rate(companies / connecting, "companies")}",
        };
    }

    /// <summary>Starts the service anew, leaves it alone, and looks at what it keeps and does.</summary>
    private static async Task<(long Resident, double Cpu)> Rest(Workbench bench, string database, StandIn standIn, int seconds)
    {
        await using var service = await bench.StartStandalone(database, standIn, Frugal);

        // Start-up's own work, the compiler's above all, goes on for a while.
        await Task.Delay(TimeSpan.FromSeconds(bench.Quick ? 10 : 60));
        var before = Consumption.CpuSeconds(service.Processes);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        return (Consumption.Resident(service.Processes), (Consumption.CpuSeconds(service.Processes) - before) / seconds);
    }
}
