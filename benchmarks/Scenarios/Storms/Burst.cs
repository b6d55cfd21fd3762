using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Storms;

/// <summary>A thousand events that name three hundred candidates of one company, with the requests that Jobvite really allows.</summary>
internal static class Burst
{
    private const int Events = 1000;
    private const int Named = 300;
    private const int MostRequests = 3;
    private const int SentAtOnce = 16;
    private const string Unapplied = "SELECT count(*) FROM webhook_events WHERE status <> 3";

    public static async Task<ScenarioRow> Run(Workbench bench)
    {
        await using var storm = await StormBench.Open(bench, companies: 1, candidates: 2000);
        var customer = storm.Customers[0];
        await storm.Service.Finish(customer, await storm.Service.StartSync(customer, "candidates", "full"));

        // Connecting and the first sync have spent of the minute's requests.
        await Task.Delay(TimeSpan.FromSeconds(61));
        var known = await storm.StandIn.Admin(HttpMethod.Get, customer, $"/candidates?take={Named}");
        string[] ids = [.. known.EnumerateArray().Select(static each => each.GetProperty("candidateId").GetString()!)];
        foreach (var id in ids)
        {
            await storm.StandIn.Admin(HttpMethod.Post, customer, $"/candidates/{id}/stage", new { stage = "In the burst", announce = false });
        }

        var requests = await storm.StandIn.CandidateRequests();
        var start = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Events), new ParallelOptions { MaxDegreeOfParallelism = SentAtOnce }, async (number, _) =>
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new { eventType = "workflowUpdate", candidateId = ids[number % ids.Length], date = 1_750_000_000_000 + number });
            await storm.Service.Send(customer, body, Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(customer.WebhookSigningKey), body)));
        });
        var sent = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await Patience.Until(async () => await storm.Count(Unapplied) == 0, TimeSpan.FromMinutes(3), static () => "events are not applied");
        var applied = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        requests = await storm.StandIn.CandidateRequests() - requests;
        var events = await storm.Count("SELECT count(*) FROM webhook_events");
        var shown = await storm.Count("SELECT count(DISTINCT candidate_id) FROM applications WHERE workflow_state = 'In the burst'");

        return new ScenarioRow($"{Show.Number(Events)} events naming {Named} candidates of one company", $"{requests} requests", null, null, "≤ 3 requests, all applied", requests <= MostRequests && events == Events && shown == ids.Length)
        {
            Requests = Show.Number(requests),
            Remark = $"sent in {Show.Seconds(sent)} s, all applied {Show.Seconds(applied - sent)} s later; {events} events, {shown} of {ids.Length} candidates show the change",
        };
    }
}
