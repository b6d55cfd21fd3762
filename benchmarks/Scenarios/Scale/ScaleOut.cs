using System.Diagnostics;
using System.Globalization;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Webhooks;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Scale;

/// <summary>
/// One, two and four silos behind one front end: do they carry as many times the webhooks and the runs? Each silo is held to a small part of a core,
/// so that neither the machine nor PostgreSQL is the limit.
/// </summary>
internal static class ScaleOut
{
    private const int Companies = 128;
    private const int CandidatesEach = 200;
    private const double CoresEach = 0.1;
    private const int Connections = 64;
    private const int StartedAtOnce = 32;
    private const double Twice = 1.8;
    private const double FourTimes = 3.3;

    /// <summary>What so many silos carried.</summary>
    /// <param name="Silos">How many.</param>
    /// <param name="Events">Webhooks stored a second.</param>
    /// <param name="Rows">List entries of unchanged full runs a second.</param>
    /// <param name="EventCores">Cores of silos, front end and PostgreSQL while webhooks came.</param>
    /// <param name="RunCores">The same while runs ran.</param>
    private sealed record Carried(int Silos, double Events, double Rows, (double Silos, double Front, double Postgres) EventCores, (double Silos, double Front, double Postgres) RunCores);

    public static async Task<IReadOnlyList<ScenarioRow>> Run(Workbench bench)
    {
        List<Carried> carried = [];
        foreach (var silos in (int[])[1, 2, 4])
        {
            carried.Add(await Measure(bench, silos));
        }

        var one = carried[0];
        return
        [
            .. carried[1..].Select(more => Row("webhooks", "events", more, more.Events, one.Events, more.EventCores)),
            .. carried[1..].Select(more => Row("full runs, nothing changed", "rows", more, more.Rows, one.Rows, more.RunCores)),
        ];
    }

    private static ScenarioRow Row(string what, string unit, Carried more, double ours, double one, (double Silos, double Front, double Postgres) cores)
    {
        var target = more.Silos == 2 ? Twice : FourTimes;
        return new ScenarioRow(
            string.Create(CultureInfo.InvariantCulture, $"{what}: {more.Silos} silos of {CoresEach} core each"),
            Show.Rate(ours, unit),
            $"{Show.Rate(one, unit)} (one silo)",
            ours / one,
            string.Create(CultureInfo.InvariantCulture, $"≥ {target}×"),
            ours / one >= target)
        {
            Remark = string.Create(CultureInfo.InvariantCulture, $"cores: silos {cores.Silos:0.00}, front end {cores.Front:0.00}, PostgreSQL {cores.Postgres:0.00}"),
        };
    }

    private static async Task<Carried> Measure(Workbench bench, int silos)
    {
        await using var standIn = await StandIn.Start("--companies", $"{Companies}", "--candidates", $"{CandidatesEach}", "--documents", "0");
        var database = await bench.CreateDatabase();
        await using var service = await Programs.StartCluster(silos, database, standIn, BudgetSettings.Lifted);
        await service.Connect(standIn.Customers, documents: false);
        await using var source = NpgsqlDataSource.Create(database);
        await SyncAll(service, standIn, source);
        await SyncAll(service, standIn, source);
        await standIn.ChangeAll(standIn.Customers);
        var (requests, _) = await WebhookRequests.Write(bench, standIn, standIn.Customers, "/insert");
        var seconds = bench.Quick ? 5.0 : 20;
        await bench.Load.Run(new LoadPlan(service.Port, requests, Connections, seconds));
        await WaitForEvents(source);

        List<ProcessorShare> shares = [.. service.Processes.Take(silos).Select(static process => new ProcessorShare(process, CoresEach))];
        try
        {
            // The first slice meets what the silos had in hand when they were held back.
            await bench.Load.Run(new LoadPlan(service.Port, requests, Connections, seconds));
            var (report, eventCores) = await Watch(bench, service, silos, () => bench.Load.Run(new LoadPlan(service.Port, requests, Connections, seconds)));
            await WaitForEvents(source);
            var (rows, runCores) = await Watch(bench, service, silos, () => SyncAll(service, standIn, source));
            return new Carried(silos, report.PerSecond(200), rows, eventCores, runCores);
        }
        finally
        {
            shares.ForEach(static share => share.Dispose());
        }
    }

    private static async Task<(T Result, (double Silos, double Front, double Postgres) Cores)> Watch<T>(Workbench bench, Service service, int silos, Func<Task<T>> work)
    {
        double[] Look() => [Consumption.CpuSeconds([.. service.Processes.Take(silos)]), Consumption.CpuSeconds([.. service.Processes.Skip(silos)]), bench.PostgresCpuSeconds()];
        var (before, start) = (Look(), Stopwatch.GetTimestamp());
        var result = await work();
        var (after, seconds) = (Look(), Stopwatch.GetElapsedTime(start).TotalSeconds);
        return (result, ((after[0] - before[0]) / seconds, (after[1] - before[1]) / seconds, (after[2] - before[2]) / seconds));
    }

    /// <summary>Starts a full run of every company and waits for the last; list entries a second.</summary>
    private static async Task<double> SyncAll(Service service, StandIn standIn, NpgsqlDataSource source)
    {
        var (before, start) = (await Scalar(source, "SELECT count(*) FROM sync_runs WHERE status = 3"), Stopwatch.GetTimestamp());
        var (rows, ended) = (await Scalar(source, "SELECT coalesce(sum(fetched), 0)::bigint FROM sync_runs"), 0L);
        await Parallel.ForEachAsync(
            standIn.Customers,
            new ParallelOptions { MaxDegreeOfParallelism = StartedAtOnce },
            async (customer, _) => await service.StartSync(customer, "candidates", "full"));
        await Patience.Until(
            async () => (ended = await Scalar(source, "SELECT count(*) FROM sync_runs WHERE status = 3") - before) == standIn.Customers.Count,
            TimeSpan.FromMinutes(5),
            () => $"{ended} runs ended well",
            100);
        return (await Scalar(source, "SELECT sum(fetched)::bigint FROM sync_runs") - rows) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task WaitForEvents(NpgsqlDataSource source)
    {
        var waiting = 0L;
        await Patience.Until(
            async () => (waiting = await Scalar(source, "SELECT count(*) FROM webhook_events WHERE next_attempt_at IS NOT NULL")) == 0,
            TimeSpan.FromMinutes(5),
            () => $"{waiting} webhooks are still waiting",
            500);
    }

    private static async Task<long> Scalar(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
