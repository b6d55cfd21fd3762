using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Storms;

/// <summary>Webhooks at half of what the machine carries, reads beside them and now and then a sync: the last third must look like the first.</summary>
internal static class Soak
{
    private const int Companies = 50;
    private const int ReadsPerSecond = 20;
    private const double MostGrowth = 1.1;

    // Queues and pools breathe by a few.
    private const double Breath = 20;
    private const double BreathOfMemory = 20 * 1024 * 1024;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    public static async Task<ScenarioRow> Run(Workbench bench)
    {
        var seconds = bench.Quick ? 120 : 1200;
        await using var storm = await StormBench.Open(bench, Companies, candidates: 200);
        var events = await storm.Webhooks(storm.Customers);
        var reads = bench.Place("reads");
        RequestFile.Write(reads, storm.Customers.Select(customer => RequestFile.Get("/api/integrations/jobvite/candidates?pageSize=25", storm.Service.Token(customer))));
        await storm.Warm(events, bench.Quick ? 10 : 40);
        var capacity = await storm.Carried(events, bench.Quick ? 30 : 60);

        var sending = storm.Bench.Load.Run(storm.Plan(events, connections: 64, seconds, capacity / 2));
        var reading = storm.Disturbance.Run(storm.Plan(reads, connections: 8, seconds, ReadsPerSecond));
        var samples = await Watch(storm, sending);
        var (sent, read) = (await sending, await reading);
        var third = samples.Count / 3;
        var (early, middle, late) = (Median(samples[..third]), Median(samples[third..^third]), Median(samples[^third..]));

        var wrong = sent.Unexpected(200) + read.Unexpected(200);
        var grown = late.Resident > (early.Resident * MostGrowth) + BreathOfMemory || late.Handles > early.Handles + Breath
            || late.Connections > early.Connections + Breath || late.Backlog > (early.Backlog * MostGrowth) + (capacity * Between.TotalSeconds);
        return new ScenarioRow($"soak, {seconds / 60} min at half load", Show.Rate(sent.PerSecond(200), "events"), $"{Show.Rate(capacity, "events")} (at most)", sent.PerSecond(200) / capacity, "no growth from the first third to the last", !grown && wrong == 0)
        {
            Latency = Show.Latency(sent.P50, sent.P99),
            Memory = $"{Show.Megabytes(early.Resident)} → {Show.Megabytes(middle.Resident)} → {Show.Megabytes(late.Resident)}",
            Requests = Show.Number(await storm.StandIn.Requests()),
            Remark = $"handles {early.Handles} → {late.Handles}, connections to PostgreSQL {early.Connections} → {late.Connections}, backlog {Show.Number(early.Backlog)} → {Show.Number(middle.Backlog)} → {Show.Number(late.Backlog)}; reads p99 {Show.Milliseconds(read.P99)}; {wrong} wrong answers, {sent.Answers.Where(static answer => answer.Key != 200).Sum(static answer => answer.Value)} asked to come back",
        };
    }

    private static async Task<List<SoakSample>> Watch(StormBench storm, Task sending)
    {
        List<SoakSample> samples = [];
        while (!sending.IsCompleted)
        {
            var customer = storm.Customers[samples.Count % Companies];
            await storm.Service.StartSync(customer, "candidates", "full");
            await Task.WhenAny(sending, Task.Delay(Between));
            samples.Add(await SoakSample.Take(storm));
        }

        return samples;
    }

    private static SoakSample Median(List<SoakSample> samples) => new(
        Show.Median(samples.Select(static sample => sample.Resident)),
        Show.Median(samples.Select(static sample => sample.Handles)),
        Show.Median(samples.Select(static sample => sample.Connections)),
        Show.Median(samples.Select(static sample => sample.Backlog)));
}
