using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Syncs;

/// <summary>First, unchanged and changed syncs of companies of 20,000 candidates, and of one large company.</summary>
internal static class SyncScenarios
{
    private const int Usual = 20_000;
    private const int Large = 200_000;
    private const double MostForExclusion = 1.2;
    private const long MostGrowth = 150L * 1024 * 1024;

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

    private static bool AsFewAsPossible(SyncSlice slice) => slice.Requests <= ((slice.Entries + 499) / 500) + 1;
}
