using Jobvite.Benchmarks.Comparison;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Webhooks;

/// <summary>How many events a second become durable, beside one commit per request; and what refused ones cost.</summary>
internal static class WebhookScenarios
{
    private const int Connections = 64;
    private const int Ok = 200;
    private const int Unauthorized = 401;

    public static Task<ScenarioRow> CoHosted(Workbench bench) => Valid(bench, "valid webhooks, 50 companies, co-hosted", 50, isSplit: false, 3);

    public static Task<ScenarioRow> Split(Workbench bench) => Valid(bench, "valid webhooks, 50 companies, split", 50, isSplit: true, 1.5);

    public static Task<ScenarioRow> OneCompany(Workbench bench) => Valid(bench, "valid webhooks, all to one company, co-hosted", 1, isSplit: false, 2);

    public static async Task<ScenarioRow> Refused(Workbench bench)
    {
        await using var standIn = await StandIn.Start("--companies", "50", "--candidates", "200");
        var database = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(database, standIn);
        await service.Connect(standIn.Customers);
        var (child, port) = await bench.StartBaseline(database, standIn.Customers);
        await using var _ = child;
        var (ours, baseline) = await WebhookRequests.Write(bench, standIn, standIn.Customers, "/check", rightlySigned: false);
        var contest = new Contest(bench, new Side(service.Port, ours, service.Processes), new Side(port, baseline, [child.Id]), Connections, Unauthorized);

        await contest.Run();

        var rows = await Count(database);
        return new ScenarioRow("wrong signatures, 50 companies", Show.Rate(contest.OursPerSecond, "refused"), Show.Rate(contest.BaselinePerSecond, "refused"), contest.Ratio, "≥ 0.5×, database does not grow", contest.Ratio >= 0.5)
        {
            Latency = contest.Latency,
            Cpu = contest.Cpu,
            CpuRatio = contest.CpuRatio,
            Memory = Show.Megabytes(Consumption.PeakResident(service.Processes)),
            Remark = $"{Show.Number(rows)} rows listed (10 a minute and company); {contest.CpuEach}; {contest.Faults}".TrimEnd(' ', ';'),
        };
    }

    private static async Task<ScenarioRow> Valid(Workbench bench, string name, int companies, bool isSplit, double target)
    {
        await using var standIn = await StandIn.Start("--companies", $"{companies}", "--candidates", "200");
        var database = await bench.CreateDatabase();
        await using var service = isSplit ? await Programs.StartSplit(database, standIn) : await bench.StartStandalone(database, standIn);
        await service.Connect(standIn.Customers);
        var (child, port) = await bench.StartBaseline(await bench.CreateDatabase(), standIn.Customers);
        await using var _ = child;
        await standIn.ChangeAll(standIn.Customers);
        var (ours, baseline) = await WebhookRequests.Write(bench, standIn, standIn.Customers, "/insert");
        var contest = new Contest(bench, new Side(service.Port, ours, service.Processes), new Side(port, baseline, [child.Id]), Connections, Ok);

        await contest.Run();

        return new ScenarioRow(name, Show.Rate(contest.OursPerSecond, "events"), Show.Rate(contest.BaselinePerSecond, "events"), contest.Ratio, $"≥ {target}×, p99 no worse", contest.Ratio >= target && contest.OursP99 <= contest.BaselineP99)
        {
            Latency = contest.Latency,
            Cpu = contest.Cpu,
            CpuRatio = contest.CpuRatio,
            Memory = Show.Megabytes(Consumption.PeakResident(service.Processes)),
            Requests = Show.Number(await standIn.Requests()),
            Remark = $"{Show.Number(await Count(database))} rows; {contest.CpuEach}; {contest.Faults}".TrimEnd(' ', ';'),
        };
    }

    private static async Task<long> Count(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM webhook_events", connection) { CommandTimeout = 0 };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
