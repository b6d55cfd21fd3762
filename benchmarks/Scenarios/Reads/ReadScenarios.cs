using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Reads;

/// <summary>Reads of a million candidates in a hundred companies.</summary>
internal static class ReadScenarios
{
    private const int Companies = 100;
    private const int Connections = 16;
    private const int QuietConnections = 4;
    private const int PageSize = 25;
    private static readonly string[] NameParts = ["land", "berg", "mann", "user", "obr", "kow", "nand", "ovak", "shi", "uye"];

    public static async Task<IReadOnlyList<ScenarioRow>> Run(Workbench bench)
    {
        var perCompany = bench.Quick ? 1000 : 10_000;
        await using var standIn = await StandIn.Start("--companies", $"{Companies}", "--candidates", $"{perCompany}", "--documents", "0");
        var database = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(database, standIn, BudgetSettings.Lifted);
        await service.Connect(standIn.Customers, documents: false);
        var model = standIn.Customers[0];
        await service.Finish(model, await service.StartSync(model, "candidates", "full"));
        await using var source = NpgsqlDataSource.Create(database);
        await RecordSeed.Multiply(source, model, standIn.Customers);
        var ids = await RecordSeed.CandidateIds(source, model);
        var (child, port) = await bench.StartBaseline(database, standIn.Customers);
        await using var _ = child;

        var reads = new ReadBench(bench, standIn.Customers, service, child.Id, port);
        var last = perCompany / PageSize;
        return
        [
            await reads.Compare("page of a list, 25 of them", number => $"?page={1 + (number % 5)}&pageSize={PageSize}", Connections, 0.5, null),
            await reads.Compare($"deep page, around page {last - 20}", number => $"?page={last - (number % 40)}&pageSize={PageSize}", QuietConnections, null, 50),
            await reads.Compare("search by part of a name", number => $"?search={Uri.EscapeDataString(NameParts[number % NameParts.Length])}", QuietConnections, null, 150),
            await reads.Compare("one record", number => "/" + ids[number * 7919 % ids.Count], Connections, 0.5, null),
        ];
    }
}
