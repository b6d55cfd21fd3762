using System.Security.Cryptography;
using System.Text;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Deliveries;

/// <summary>How fast changes are delivered, and what a dead endpoint costs the others.</summary>
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

        // The silo sends while the changes are being written, so both count.
        var before = deliveries.Receiver.Taken.Count;
        var start = TimeProvider.System.GetTimestamp();
        foreach (var (company, _) in deliveries.Endpoints)
        {
            await deliveries.Database.Change(company, changes, jobs: 1_000);
        }

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

    /// <summary>What a silo holds while far more waits for an endpoint than it can send: while it sends, and while the endpoint does not answer.</summary>
    public static async Task<ScenarioRow> Behind(Workbench bench)
    {
        const int Portion = 50_000;
        var waiting = bench.Quick ? 200_000 : 1_000_000;
        var watched = TimeSpan.FromSeconds(bench.Quick ? 15 : 40);
        await using var deliveries = await DeliveryBench.Open(bench, companies: 1, endpoints: 1);
        var (company, _) = deliveries.Endpoints[0];
        deliveries.StartSilo();
        await Warm(deliveries);
        int[] silo = [deliveries.Silo.Id];
        Consumption.ForgetPeak(silo);
        await deliveries.Database.Change(company, 10_000, jobs: 1_000);
        await Patience.Until(async () => await deliveries.Database.Waiting() == 0, TimeSpan.FromMinutes(2), static () => "changes are not delivered");
        var few = Consumption.PeakResident(silo);
        for (var written = 0; written < waiting; written += Portion)
        {
            await deliveries.Database.Change(company, Portion, jobs: 1_000);
        }

        Consumption.ForgetPeak(silo);
        var (start, taken) = (TimeProvider.System.GetTimestamp(), deliveries.Receiver.Taken.Count);
        await Task.Delay(watched);
        var (sending, rate) = (Consumption.PeakResident(silo), (deliveries.Receiver.Taken.Count - taken) / TimeProvider.System.GetElapsedTime(start).TotalSeconds);
        deliveries.Receiver.IsSilent = true;
        Consumption.ForgetPeak(silo);
        await Task.Delay(watched);
        var silent = Consumption.PeakResident(silo);
        var left = await deliveries.Database.Waiting();
        return new ScenarioRow(
            $"{Show.Number(waiting)} changes wait for one endpoint", Show.Megabytes(sending), Show.Megabytes(few), (double)sending / few, "memory ≤ 1.2 × with 10,000", Math.Max(sending, silent) <= 1.2 * few)
        { Memory = Show.Megabytes(Math.Max(sending, silent)), Remark = $"{Show.Number(left)} still waited at the end; sent {Show.Rate(rate, "deliveries")}; while the endpoint does not answer {Show.Megabytes(silent)}" };
    }

    private static async Task Warm(DeliveryBench deliveries)
    {
        foreach (var company in deliveries.Endpoints.Select(one => one.Company).Distinct())
        {
            await deliveries.Database.Change(company, count: 200, jobs: 50);
        }

        await Patience.Until(async () => await deliveries.Database.Waiting() == 0, TimeSpan.FromMinutes(2), static () => "the first changes are not delivered");
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
                foreach (var id in await deliveries.Database.Change($"company{company}", count: 1, jobs: 10))
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
