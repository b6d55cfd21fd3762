using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Syncs;

/// <summary>First, unchanged and changed syncs of companies of 20,000 candidates, and of one large company.</summary>
internal static class SyncScenarios
{
    private const int Usual = 20_000;
    private const int Large = 200_000;
    private const double MostForExclusion = 1.2;
    private const double MostForAnnouncements = 1.15;
    private const long MostGrowth = 150L * 1024 * 1024;

    /// <summary>Changes are counted from two minutes on.</summary>
    private static readonly TimeSpan Judged = TimeSpan.FromSeconds(125);

    public static async Task<IReadOnlyList<ScenarioRow>> Companies(Workbench bench)
    {
        var companies = bench.Quick ? 2 : 4;
        await using var standIn = await StandIn.Start("--companies", $"{companies}", "--candidates", $"{Usual}");
        var database = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(database, standIn, BudgetSettings.Lifted);
        await using var source = NpgsqlDataSource.Create(database);
        await service.Connect(standIn.Customers);
        var syncs = new SyncBench(bench, standIn, service, source);
        List<SyncSlice> first = [];
        List<SyncSlice> unchanged = [];
        List<SyncSlice> changed = [];
        foreach (var customer in standIn.Customers)
        {
            await standIn.Warm(customer);
            first.Add(await syncs.Run(customer));

            // Those whose documents were fetched since are compared whole once more.
            await syncs.Run(customer);
            unchanged.Add(await syncs.Run(customer));
            await standIn.Admin(HttpMethod.Post, customer, "/changes", new { share = 0.1 });
            await standIn.Warm(customer);
            changed.Add(await syncs.Run(customer));
        }

        // The first company meets a cold service and is there to warm it.
        const string Requests = ", ⌈n/500⌉ + 1 requests";
        return
        [
            SyncBench.Row("first sync of 20,000 candidates", first[1..], 0.7, $", < 150 MB{Requests}", static slice => slice.Growth < MostGrowth && AsFewAsPossible(slice)),
            SyncBench.Row("full sync, nothing changed", unchanged[1..], 1.5, $", no dead rows{Requests}", static slice => slice.Database.DeadTuples == 0 && AsFewAsPossible(slice)),
            SyncBench.Row("full sync, 10 % changed", changed[1..], 1.2),
        ];
    }

    /// <summary>First syncs in turn, with three groups of fields excluded and with none: what taking them out costs the processor.</summary>
    public static async Task<ScenarioRow> Excluded(Workbench bench)
    {
        var companies = bench.Quick ? 3 : 7;
        await using var standIn = await StandIn.Start("--companies", $"{companies}", "--candidates", $"{Usual}", "--documents", "0");
        var database = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(database, standIn, BudgetSettings.Lifted);
        await using var source = NpgsqlDataSource.Create(database);
        await service.Connect(standIn.Customers, documents: false);
        var syncs = new SyncBench(bench, standIn, service, source);
        List<SyncSlice> with = [];
        List<SyncSlice> without = [];
        foreach (var (number, customer) in standIn.Customers.Index())
        {
            if (number % 2 == 0)
            {
                await service.Ask(HttpMethod.Post, customer, "/config", new { syncConfig = new { excludedFields = (string[])["candidate.contact", "candidate.address", "application.source"] } });
            }

            await standIn.Warm(customer);
            (number % 2 == 0 ? with : without).Add(await syncs.Run(customer));
        }

        // The first company meets a cold service.
        var (ours, baseline) = (Show.Median(with[1..].Select(static slice => slice.Cpu)), Show.Median(without.Select(static slice => slice.Cpu)));
        return new ScenarioRow("first sync of 20,000 candidates, three groups of fields excluded", $"{Show.Seconds(ours)} s of processor", $"{Show.Seconds(baseline)} s without", ours / baseline, "≤ 1.2 ×", ours / baseline <= MostForExclusion)
        {
            Cpu = $"{Show.Seconds(ours)} ({Show.Seconds(Show.Median(with[1..].Select(static slice => slice.PostgresCpu)))}), without {Show.Seconds(baseline)} ({Show.Seconds(Show.Median(without.Select(static slice => slice.PostgresCpu)))})",
            Remark = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{without[0].Entries} list entries; {ours / with[0].Entries * 1e6:0} µs each, without {baseline / without[0].Entries * 1e6:0} µs"),
        };
    }

    /// <summary>
    /// Syncs of changes that are old enough to be counted as announced or missed, each beside a sync of changes that are too young for it
    /// (docs/adr/0040). Every company had some hundred webhooks before, among which changes are looked for.
    /// </summary>
    public static async Task<ScenarioRow> Announced(Workbench bench)
    {
        var pairs = bench.Quick ? 2 : 5;
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        await using var standIn = await StandIn.Start(
            "--companies", $"{2 * pairs}", "--candidates", $"{Usual}", "--documents", "0", "--webhook-candidate", address + "/webhooks/jobvite/{companyId}/candidate");
        var database = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(database, standIn, [.. BudgetSettings.Lifted, (Programs.Urls, address)]);
        await using var source = NpgsqlDataSource.Create(database);
        await service.Connect(standIn.Customers, documents: false);
        var syncs = new SyncBench(bench, standIn, service, source);
        foreach (var customer in standIn.Customers)
        {
            await standIn.Warm(customer);
            await service.Finish(customer, await service.StartSync(customer, "candidates", "full"), pauseMilliseconds: 200);
            await standIn.Admin(HttpMethod.Post, customer, "/changes", new { share = 0.02, announce = true });
        }

        // What was announced is stored before anything else changes; then the changes wait until they are old enough.
        await Patience.Until(async () => await NoneWaits(source), TimeSpan.FromMinutes(2), static () => "webhooks are still waiting", 500);
        foreach (var customer in standIn.Customers.Take(pairs))
        {
            await standIn.Admin(HttpMethod.Post, customer, "/changes", new { share = 0.1 });
        }

        await Task.Delay(Judged);
        List<SyncSlice> with = [];
        List<SyncSlice> without = [];
        foreach (var (old, young) in standIn.Customers.Take(pairs).Zip(standIn.Customers.Skip(pairs)))
        {
            await standIn.Warm(old);
            with.Add(await syncs.Run(old));
            await standIn.Admin(HttpMethod.Post, young, "/changes", new { share = 0.1 });
            await standIn.Warm(young);
            without.Add(await syncs.Run(young));
        }

        var counted = await Counted(source);
        var (ours, baseline) = (Show.Median(with.Select(static slice => slice.Cpu + slice.PostgresCpu)), Show.Median(without.Select(static slice => slice.Cpu + slice.PostgresCpu)));
        return new ScenarioRow("full sync, 10 % changed, each change looked for among the webhooks", $"{Show.Seconds(ours)} of processor", $"{Show.Seconds(baseline)} without", ours / baseline, "≤ 1.15 ×", ours / baseline <= MostForAnnouncements && counted > 0)
        {
            Cpu = $"{Show.Seconds(Show.Median(with.Select(static slice => slice.Cpu)))} ({Show.Seconds(Show.Median(with.Select(static slice => slice.PostgresCpu)))})",
            Remark = $"without {Show.Seconds(Show.Median(without.Select(static slice => slice.Cpu)))} ({Show.Seconds(Show.Median(without.Select(static slice => slice.PostgresCpu)))}); {Show.Number(counted)} changes counted as missed",
        };
    }

    public static async Task<IReadOnlyList<ScenarioRow>> LargeCompany(Workbench bench)
    {
        var people = bench.Quick ? Large / 4 : Large;
        await using var standIn = await StandIn.Start("--companies", "2", "--candidates", $"{people}", "--documents", "0");
        var database = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(database, standIn, BudgetSettings.Lifted);
        await using var source = NpgsqlDataSource.Create(database);
        await service.Connect(standIn.Customers, documents: false);
        var syncs = new SyncBench(bench, standIn, service, source);
        await standIn.Warm(standIn.Customers[0]);
        var slice = await syncs.Run(standIn.Customers[0]);
        return [SyncBench.Row($"first sync of {Show.Number(people)} candidates", [slice], 0.7, ", < 150 MB", static slice => slice.Growth < MostGrowth)];
    }

    private static async Task<bool> NoneWaits(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT NOT EXISTS (SELECT FROM webhook_events WHERE next_attempt_at IS NOT NULL)");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> Counted(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT coalesce(sum(missed), 0)::bigint FROM announced_changes");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static bool AsFewAsPossible(SyncSlice slice) => slice.Requests <= ((slice.Entries + 499) / 500) + 1;
}
