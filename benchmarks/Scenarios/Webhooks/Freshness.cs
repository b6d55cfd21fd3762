using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Webhooks;

/// <summary>
/// From sending a webhook to a service at rest until the change that it announces is in the answer to a GET. Each event goes to another
/// company: those that follow the first one at the same company are gathered on purpose.
/// </summary>
internal static class Freshness
{
    private const int LatencyMilliseconds = 50;
    private const int Warming = 20;
    private const double MostAtP50 = LatencyMilliseconds + 30;
    private const double MostAtP99 = LatencyMilliseconds + 100;
    private const string Stage = "Seen by the benchmark";

    public static async Task<ScenarioRow> Run(Workbench bench)
    {
        var events = bench.Quick ? 40 : 200;
        await using var standIn = await StandIn.Start(
            "--companies", $"{events + Warming}", "--candidates", "20", "--jobs", "5", "--documents", "0", "--second-applications", "0", "--latency", $"{LatencyMilliseconds}");
        await using var service = await bench.StartStandalone(await bench.CreateDatabase(), standIn, BudgetSettings.Lifted);
        await service.Connect(standIn.Customers, documents: false);
        List<double> milliseconds = [];
        foreach (var customer in standIn.Customers)
        {
            await service.Finish(customer, await service.StartSync(customer, "candidates", "full"));
            var known = await standIn.Admin(HttpMethod.Get, customer, "/candidates?take=1");
            var candidate = known[0].GetProperty("candidateId").GetString()!;
            await standIn.Admin(HttpMethod.Post, customer, $"/candidates/{candidate}/stage", new { stage = Stage, announce = false });
            milliseconds.Add(await Follow(service, customer, candidate));
        }

        double[] sorted = [.. milliseconds.Skip(Warming).Order()];
        var (p50, p99) = (sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)]);
        return new ScenarioRow("one webhook at rest → visible in GET", Show.Milliseconds(p50), $"{LatencyMilliseconds} ms (Jobvite's answer)", null, "≤ upstream + 30 ms p50, + 100 ms p99", p50 <= MostAtP50 && p99 <= MostAtP99)
        {
            Latency = Show.Latency(p50, p99),
            Remark = $"{sorted.Length} companies, one event each",
        };
    }

    private static async Task<double> Follow(Service service, Customer customer, string candidate)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { eventType = "workflowUpdate", candidateId = candidate });
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(customer.WebhookSigningKey), body));
        var start = TimeProvider.System.GetTimestamp();
        await service.Send(customer, body, signature);
        await Patience.Until(
            async () => (await service.Ask(HttpMethod.Get, customer, $"/candidates/{candidate}")).GetProperty("workflowState").GetString() == Stage,
            TimeSpan.FromSeconds(30),
            () => "the change does not show",
            pauseMilliseconds: 1);
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }
}
