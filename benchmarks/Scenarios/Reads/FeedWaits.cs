using System.Net.Http.Headers;
using System.Threading.Channels;
using Jobvite.Benchmarks.Deliveries;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Reads;

/// <summary>From the commit of a change until a reader has it that waits for it, one change at a time.</summary>
internal static class FeedWaits
{
    private const string Changes = "/api/integrations/jobvite/changes";
    private const int Warming = 10;
    private const double Most = 100;

    private static readonly Random Moments = new(20261129);

    public static async Task<IReadOnlyList<ScenarioRow>> Run(Workbench bench)
    {
        var changes = bench.Quick ? 60 : 300;
        await using var standIn = await StandIn.Start("--companies", "1", "--candidates", "10");
        var customer = standIn.Customers[0];
        var address = await bench.CreateDatabase();
        await using var service = await bench.StartStandalone(address, standIn);
        await service.Connect(standIn.Customers, documents: false);
        await using var database = DeliveryDatabase.Postgres(address);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", service.Token(customer));
        return
        [
            Row("long poll", await Poll(service, customer, database, changes)),
            Row("server-sent events", await Stream(http, customer, database, changes)),
        ];
    }

    private static ScenarioRow Row(string way, List<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Skip(Warming).Order()];
        var (p50, p99) = (sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)]);
        return new ScenarioRow($"from a commit to a waiting reader, {way}", Show.Milliseconds(p50), null, null, $"≤ {Most:0} ms p99", p99 <= Most)
        { Latency = Show.Latency(p50, p99), Remark = $"{sorted.Length} changes, one at a time" };
    }

    private static async Task<List<double>> Poll(Service service, Customer customer, DeliveryDatabase database, int changes)
    {
        List<double> milliseconds = [];
        var cursor = (await service.Ask(HttpMethod.Get, customer, "/changes?after=now")).GetProperty("nextCursor").GetString()!;
        for (var change = 0; change < changes; change++)
        {
            var asking = service.Ask(HttpMethod.Get, customer, $"/changes?wait=30&after={Uri.EscapeDataString(cursor)}");
            var committed = await Commit(customer, database);
            var page = await asking;
            milliseconds.Add(TimeProvider.System.GetElapsedTime(committed).TotalMilliseconds);
            cursor = page.GetProperty("nextCursor").GetString()!;
        }

        return milliseconds;
    }

    private static async Task<List<double>> Stream(HttpClient http, Customer customer, DeliveryDatabase database, int changes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Changes}?after=now", UriKind.Relative));
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        var arrivals = Channel.CreateUnbounded<long>();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var reading = Read(lines, arrivals.Writer, changes);
        List<double> milliseconds = [];
        for (var change = 0; change < changes; change++)
        {
            var committed = await Commit(customer, database);
            milliseconds.Add(TimeProvider.System.GetElapsedTime(committed, await arrivals.Reader.ReadAsync()).TotalMilliseconds);
        }

        await reading;
        return milliseconds;
    }

    private static async Task Read(StreamReader lines, ChannelWriter<long> arrivals, int changes)
    {
        for (var count = 0; count < changes;)
        {
            if ((await lines.ReadLineAsync() ?? throw new InvalidOperationException("The stream ended.")).StartsWith("data: ", StringComparison.Ordinal))
            {
                count++;
                await arrivals.WriteAsync(TimeProvider.System.GetTimestamp());
            }
        }
    }

    /// <summary>Commits a change at any moment of the service's looks, when the reader waits.</summary>
    private static async Task<long> Commit(Customer customer, DeliveryDatabase database)
    {
        await Task.Delay(Moments.Next(120, 260));
        await database.Change(customer.CompanyId, count: 1, jobs: 10);
        return TimeProvider.System.GetTimestamp();
    }
}
