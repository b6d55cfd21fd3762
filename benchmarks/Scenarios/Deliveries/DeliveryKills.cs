using System.Collections.Concurrent;
using System.Globalization;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Deliveries;

/// <summary>
/// Kills the delivering silo again and again while changes come and some attempts fail, and compares what the endpoints took with the feed:
/// every item at every endpoint, nothing else, and each record's changes in their order.
/// </summary>
internal static class DeliveryKills
{
    private const int Companies = 4;
    private const int Endpoints = 2;

    // A failed attempt holds its record for five seconds. With this many, the failures of one company's records pass in the time of the run.
    private const int Jobs = 200;

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    public static async Task<ScenarioRow> Postgres(Workbench bench) => await Run(bench, DeliveryDatabase.Postgres(await bench.CreateDatabase()));

    public static Task<ScenarioRow> Sqlite(Workbench bench) => Run(bench, DeliveryDatabase.Sqlite(bench.Place("deliveries.db")));

    private static async Task<ScenarioRow> Run(Workbench bench, DeliveryDatabase database)
    {
        var kills = bench.Quick ? 20 : 100;
        await using var deliveries = await DeliveryBench.Open(bench, database, Companies, Endpoints);
        var receiver = deliveries.Receiver;
        var failed = new ConcurrentDictionary<(int, Guid), byte>();

        // One in ten fails at its first attempt; the second comes after five seconds.
        receiver.Answer = (endpoint, change) => change.ToByteArray()[15] % 10 == 0 && failed.TryAdd((endpoint, change), 0) ? 500 : 204;
        using var writing = new CancellationTokenSource();
        var writer = Write(database, [.. deliveries.Endpoints.Select(one => one.Company).Distinct()], writing.Token);
        var random = new Random(20261128);
        for (var i = 0; i < kills; i++)
        {
            var before = receiver.Taken.Count;
            deliveries.StartSilo();
            await Patience.Until(() => Task.FromResult(receiver.Taken.Count > before), deliveries.Silo);
            await Task.Delay(random.Next(0, 1_500));
            await deliveries.Silo.Kill();
        }

        await writing.CancelAsync();
        var committed = await writer;
        deliveries.StartSilo();
        await Patience.Until(async () => await database.Waiting() == 0, Rest, static () => "changes wait");
        var (items, due, lost, phantom, disordered, again) = (0, 0, 0, 0, 0, 0);
        foreach (var numbers in deliveries.Endpoints.Index().GroupBy(one => one.Item.Company, one => one.Index))
        {
            var feed = await database.Feed(numbers.Key);
            var place = feed.Index().ToDictionary(one => one.Item.Id, one => one.Index);
            items += feed.Count;
            foreach (var number in numbers)
            {
                List<Guid> taken = [.. receiver.Taken.Where(one => one.Endpoint == number).Select(one => one.Change)];
                var first = taken.Distinct().ToList();
                due += feed.Count;
                lost += feed.Count - first.Count(place.ContainsKey);
                phantom += first.Count(id => !place.ContainsKey(id));
                again += taken.Count - first.Count;
                disordered += first.Where(place.ContainsKey).GroupBy(id => feed[place[id]].Record, id => place[id]).Sum(record => record.Zip(record.Skip(1)).Count(pair => pair.First > pair.Second));
            }
        }

        return new ScenarioRow(
            $"{kills} kills of the delivering silo, {database.Name}",
            $"{Show.Number(items)} items, {Show.Number(receiver.Taken.Count)} deliveries",
            null,
            null,
            "lost 0, phantom 0, out of order 0",
            lost + phantom + disordered == 0 && items == committed)
        { Remark = string.Create(CultureInfo.InvariantCulture, $"{committed:N0} committed, {due:N0} to be delivered; lost {lost}, phantom {phantom}, out of order {disordered}; {again:N0} came again; {failed.Count:N0} attempts failed") };
    }

    /// <summary>Changes every company all the time; how many were committed.</summary>
    private static async Task<int> Write(DeliveryDatabase database, string[] companies, CancellationToken stopping)
    {
        var items = 0;
        while (!stopping.IsCancellationRequested)
        {
            foreach (var company in companies)
            {
                items += (await database.Change(company, count: 5, Jobs)).Count;
            }

            await Task.Delay(50, CancellationToken.None);
        }

        return items;
    }
}
