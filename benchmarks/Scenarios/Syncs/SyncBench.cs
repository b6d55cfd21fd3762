using System.Text.Json;
using Jobvite.Benchmarks.Baselines;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Syncs;

/// <summary>Syncs companies one after another and copies the same rows after each.</summary>
internal sealed class SyncBench(Workbench bench, StandIn standIn, Service service, NpgsqlDataSource database)
{
    private const double IdleShare = 0.05;
    private const string Waiting = "SELECT EXISTS (SELECT FROM candidates WHERE artifacts_state = 1)";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(1);

    private readonly BareCopy _copy = new(database);

    public async Task<SyncSlice> Run(Customer customer, string mode = "full")
    {
        await Settle();
        var (requests, work) = (await standIn.CandidateRequests(), await DatabaseWork.Look(database));
        var (cpu, postgres, resident) = (Consumption.CpuSeconds(service.Processes), bench.PostgresCpuSeconds(), Consumption.Resident(service.Processes));
        Consumption.ForgetPeak(service.Processes);

        // The run itself says how long it took; asking it all the time would cost the processor that is being measured.
        var run = await service.Finish(customer, await service.StartSync(customer, "candidates", mode), pauseMilliseconds: 200);

        var growth = Consumption.PeakResident(service.Processes) - resident;
        (cpu, postgres) = (Consumption.CpuSeconds(service.Processes) - cpu, bench.PostgresCpuSeconds() - postgres);
        requests = await standIn.CandidateRequests() - requests;
        work = (await DatabaseWork.Look(database)).Since(work);
        await Settle();
        await _copy.Load(customer.CompanyId);
        var copyCpu = CopyCpu();
        var copySeconds = await _copy.Run();
        copyCpu = CopyCpu() - copyCpu;
        return new SyncSlice(run.GetProperty("progress").GetProperty("fetched").GetInt32(), Seconds(run), copySeconds, requests, growth, cpu, postgres, copyCpu, work);
    }

    public static ScenarioRow Row(string name, IReadOnlyList<SyncSlice> slices, double target, string? furtherTarget = null, Func<SyncSlice, bool>? further = null)
    {
        var ratio = Show.Median(slices.Select(static slice => slice.CopySeconds / slice.Seconds));
        return new ScenarioRow(
            name,
            Show.Rate(Show.Median(slices.Select(static slice => slice.Entries / slice.Seconds)), "rows"),
            Show.Rate(Show.Median(slices.Select(static slice => slice.Entries / slice.CopySeconds)), "rows"),
            ratio,
            $"≥ {target}×{furtherTarget}",
            ratio >= target && slices.All(slice => further?.Invoke(slice) ?? true))
        {
            Cpu = $"{Show.Seconds(Show.Median(slices.Select(static slice => slice.Cpu)))} ({Show.Seconds(Show.Median(slices.Select(static slice => slice.PostgresCpu)))})",
            CpuRatio = Show.Median(slices.Select(static slice => (slice.Cpu + slice.PostgresCpu) / slice.CopyCpu)),
            Memory = "+" + Show.Megabytes(slices.Max(static slice => slice.Growth)),
            Requests = Show.Number(slices.Max(static slice => slice.Requests)),
            Remark = $"{Show.Number(slices[0].Entries)} list entries; {Show.Number(slices.Max(static slice => slice.Database.DeadTuples))} dead rows, {Show.Megabytes(Show.Median(slices.Select(static slice => (double)slice.Database.WalBytes)))} WAL",
        };
    }

    private static double Seconds(JsonElement run) => (run.GetProperty("finishedAt").GetDateTime() - run.GetProperty("startedAt").GetDateTime()).TotalSeconds;

    /// <summary>This process copies; the load generator is another.</summary>
    private double CopyCpu() => Consumption.CpuSeconds([Environment.ProcessId]) + bench.PostgresCpuSeconds();

    /// <summary>Until the service is idle and has fetched the documents that the last run found.</summary>
    private Task Settle() => Patience.Until(
        async () =>
        {
            var before = Consumption.CpuSeconds(service.Processes);
            await Task.Delay(Look);
            return Consumption.CpuSeconds(service.Processes) - before < Look.TotalSeconds * IdleShare && !await WaitsForDocuments();
        },
        SettleLimit,
        static () => "the service does not come to rest");

    private async Task<bool> WaitsForDocuments()
    {
        await using var command = database.CreateCommand(Waiting);
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
