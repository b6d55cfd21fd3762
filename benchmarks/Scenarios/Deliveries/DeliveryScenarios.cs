using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Deliveries;

/// <summary>How fast changes are delivered, what a dead endpoint costs the others, and what kills cost.</summary>
internal static class DeliveryScenarios
{
    private const double LeastPerSecond = 3_000;
    private const double MostRatio = 1.5;

    public static async Task<ScenarioRow> Rate(Workbench bench)
    {
        var (companies, changes) = bench.Quick ? (8, 2_000) : (8, 10_000);
        var all = companies * changes;
        await using var deliveries = await DeliveryBench.Open(bench, companies, endpoints: 1);
        deliveries.StartSilo();
        await Warm(deliveries);
        foreach (var (company, _) in deliveries.Endpoints)
        {
            await deliveries.Change(company, changes, jobs: 1_000);
        }

        var before = deliveries.Receiver.Taken.Count;
        var start = TimeProvider.System.GetTimestamp();
        await Patience.Until(() => Task.FromResult(deliveries.Receiver.Taken.Count >= before + all), TimeSpan.FromMinutes(5), static () => "changes are not delivered");
        var ours = all / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var baseline = await Baseline(deliveries.Receiver, all);
        return new ScenarioRow(
            $"{Show.Number(all)} changes to {companies} endpoints on this machine", Show.Rate(ours, "deliveries"), Show.Rate(baseline, "posts"), ours / baseline, "≥ 3,000/s", ours >= LeastPerSecond)
        { Remark = "baseline: signed bodies from memory, 64 at once" };
    }

    /// <summary>200 companies with three endpoints each, one of them dead: from the commit to the receiver, at the others.</summary>
    public static async Task<ScenarioRow> Dead(Workbench bench)
    {
        var companies = bench.Quick ? 40 : 200;
        var without = await Latencies(bench, companies, withDead: false);
        var with = await Latencies(bench, companies, withDead: true);
        var ratio = with.P99 / without.P99;
        return new ScenarioRow(
            $"{companies} companies with three endpoints, one of them dead", Show.Milliseconds(with.P99), Show.Milliseconds(without.P99), ratio, "others' p99 ≤ 1.5 × without", ratio <= MostRatio)
        { Latency = $"{Show.Latency(with.P50, with.P99)}; without {Show.Latency(without.P50, without.P99)}" };
    }

    /// <summary>Kills the delivering silo again and again while changes come and some attempts fail.</summary>
    public static async Task<ScenarioRow> Kills(Workbench bench)
    {
        var kills = bench.Quick ? 20 : 100;
        await using var deliveries = await DeliveryBench.Open(bench, companies: 4, endpoints: 2);
        var receiver = deliveries.Receiver;
        var failed = new ConcurrentDictionary<(int, Guid), byte>();

        // One in ten fails at its first attempt; the second comes after five seconds.
        receiver.Answer = (endpoint, change) => change.ToByteArray()[15] % 10 == 0 && failed.TryAdd((endpoint, change), 0) ? 500 : 204;
        using var writing = new CancellationTokenSource();
        var writer = Write(deliveries, writing.Token);
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
        var items = await writer;
        deliveries.StartSilo();
        await Patience.Until(async () => await deliveries.Waiting() == 0, TimeSpan.FromMinutes(5), static () => "changes wait");
        var (lost, phantom, disordered) = (0, 0, 0);
        foreach (var (number, (company, _)) in deliveries.Endpoints.Index())
        {
            var feed = await deliveries.Feed(company);
            var place = feed.Select((item, i) => (item.Id, i)).ToDictionary(one => one.Id, one => one.i);
            List<Guid> first = [.. receiver.Taken.Where(one => one.Endpoint == number).Select(one => one.Change).Distinct()];
            lost += feed.Count(item => !first.Contains(item.Id));
            phantom += first.Count(id => !place.ContainsKey(id));
            disordered += first.Where(place.ContainsKey).GroupBy(id => feed[place[id]].Record).Sum(record => record.Select(id => place[id]).Pairwise().Count(pair => pair.Item1 > pair.Item2));
        }

        return new ScenarioRow(
            $"{kills} kills of the delivering silo", $"{Show.Number(items)} changes, {Show.Number(receiver.Taken.Count)} deliveries", null, null, "lost 0, phantom 0, out of order 0", lost + phantom + disordered == 0)
        { Remark = string.Create(CultureInfo.InvariantCulture, $"{items * 2} to be delivered; lost {lost}, phantom {phantom}, out of order {disordered}; {failed.Count} attempts failed") };
    }

    private static IEnumerable<(T, T)> Pairwise<T>(this IEnumerable<T> items)
    {
        T[] all = [.. items];
        return all.Zip(all.Skip(1));
    }

    private static async Task<int> Write(DeliveryBench deliveries, CancellationToken stopping)
    {
        var items = 0;
        string[] companies = [.. deliveries.Endpoints.Select(one => one.Company).Distinct()];
        while (!stopping.IsCancellationRequested)
        {
            foreach (var company in companies)
            {
                items += (await deliveries.Change(company, count: 5, jobs: 20)).Count;
            }

            await Task.Delay(50, CancellationToken.None);
        }

        return items;
    }

    private static async Task Warm(DeliveryBench deliveries)
    {
        foreach (var company in deliveries.Endpoints.Select(one => one.Company).Distinct())
        {
            await deliveries.Change(company, count: 200, jobs: 50);
        }

        await Patience.Until(async () => await deliveries.Waiting() == 0, TimeSpan.FromMinutes(2), static () => "the first changes are not delivered");
    }

    private static async Task<(double P50, double P99)> Latencies(Workbench bench, int companies, bool withDead)
    {
        await using var deliveries = await DeliveryBench.Open(bench, companies, endpoints: 3);
        if (withDead)
        {
            deliveries.Receiver.Dead.UnionWith(Enumerable.Range(0, companies).Select(company => company * 3));
        }

        deliveries.StartSilo();
        var written = new Dictionary<Guid, long>();
        for (var round = 0; round < (bench.Quick ? 20 : 60); round++)
        {
            for (var company = 0; company < companies; company++)
            {
                var at = TimeProvider.System.GetTimestamp();
                foreach (var id in await deliveries.Change($"company{company}", count: 1, jobs: 10))
                {
                    written[id] = at;
                }
            }
        }

        var others = companies * (withDead ? 2 : 3);
        await Patience.Until(
            () => Task.FromResult(deliveries.Receiver.Taken.Select(one => (one.Endpoint, one.Change)).Distinct().Count() >= written.Count / companies * others),
            TimeSpan.FromMinutes(5),
            static () => "changes are not delivered");

        // Of the second half: the silo has started, and the dead ones are known.
        var half = written.Values.Order().ElementAt(written.Count / 2);
        double[] times = [.. deliveries.Receiver.Taken
            .Where(one => one.Endpoint % 3 != 0 && written[one.Change] >= half)
            .Select(one => TimeProvider.System.GetElapsedTime(written[one.Change], one.At).TotalMilliseconds)
            .Order()];
        return (times[times.Length / 2], times[(int)(times.Length * 0.99)]);
    }

    private static async Task<double> Baseline(DeliveryReceiver receiver, int count)
    {
        using var http = new HttpClient();
        var key = RandomNumberGenerator.GetBytes(32);
        var body = Encoding.UTF8.GetBytes($$"""{"type":"job.updated","timestamp":"2026-11-01T12:00:00Z","data":{"id":"{{Guid.NewGuid()}}","padding":"{{new string('x', 500)}}" } }""");
        var start = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, stop) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, receiver.UrlOf(i % 8)) { Content = new ByteArrayContent(body) };
            var id = Guid.NewGuid().ToString();
            request.Headers.Add("webhook-id", id);
            request.Headers.Add("webhook-timestamp", "1760000000");
            request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.1760000000."), .. body]))}");
            using var answer = await http.SendAsync(request, stop);
            answer.EnsureSuccessStatusCode();
        });
        return count / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
