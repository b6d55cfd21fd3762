using System.Globalization;
using System.Text.Json;
using Jobvite.Benchmarks.Deliveries;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Erasure;

/// <summary>What is left of a person who is erased while everything runs, and what kills leave of erasures.</summary>
internal static class ErasureScenarios
{
    private const int PeopleAKill = 4;

    private static readonly string[] Exports =
    [
        "/api/integrations/jobvite/export/candidates?format=ndjson&include=raw",
        "/api/integrations/jobvite/export/applications?format=ndjson&include=raw",
        "/api/integrations/jobvite/candidates?include=raw&pageSize=100&search=canary",
        "/api/integrations/jobvite/changes?limit=1000",
        "/api/integrations/jobvite/audit?format=csv",
        "/api/integrations/jobvite/webhooks?pageSize=100",
        "/api/integrations/jobvite/sync/runs?pageSize=100",
        "/api/integrations/jobvite/suppressions",
    ];

    public static async Task<IReadOnlyList<ScenarioRow>> UnderLoad(Workbench bench) => [await UnderLoad(bench, isSqlite: true), await UnderLoad(bench, isSqlite: false)];

    public static async Task<IReadOnlyList<ScenarioRow>> Kills(Workbench bench) => [await Kills(bench, isSqlite: true), await Kills(bench, isSqlite: false)];

    private static async Task<ScenarioRow> UnderLoad(Workbench bench, bool isSqlite)
    {
        var length = TimeSpan.FromSeconds(bench.Quick ? 5 : 20);
        await using var erasure = await ErasureBench.Open(bench, isSqlite, people: 2_000);
        var canary = (await erasure.StandIn.Admin(HttpMethod.Get, erasure.Customer, "/candidates?take=5"))[3].GetProperty("candidateId").GetString()!;
        await erasure.StandIn.Admin(HttpMethod.Put, erasure.Customer, $"/candidates/{canary}/person", Canary.Person);
        await erasure.StandIn.Admin(HttpMethod.Put, erasure.Customer, $"/candidates/{canary}/documents", Canary.Documents);
        await erasure.FullRun();
        await Patience.Until(async () => (await erasure.Database.PartsOf(canary))[2] >= 2, TimeSpan.FromMinutes(1), static () => "the documents are not fetched");

        await using var receiver = await DeliveryReceiver.Start();
        using var load = new ErasureLoad(erasure, canary, receiver);
        await load.Begin();
        await Task.Delay(length);
        var (before, parts, said) = (await erasure.Database.Canaries(), await erasure.Database.PartsOf(canary), load.CanaryBodies);

        var start = TimeProvider.System.GetTimestamp();
        var (status, answer) = await erasure.Erase(canary);
        var took = TimeProvider.System.GetElapsedTime(start);
        await Task.Delay(length);
        await load.End();
        var late = load.LastCanary == 0 ? 0 : TimeProvider.System.GetElapsedTime(start, load.LastCanary).TotalSeconds;

        // All that is known of the person comes by once more: the list, every webhook, and another start of the service.
        await erasure.Service.Ask(HttpMethod.Post, erasure.Customer, "/webhooks/replay", new { status = "processed" });
        var run = await erasure.FullRun();
        await Patience.Until(
            async () => (await erasure.Service.Ask(HttpMethod.Get, erasure.Customer, "/webhooks?status=pending")).GetProperty("pagination").GetProperty("total").GetInt32() == 0,
            TimeSpan.FromMinutes(2),
            static () => "webhooks wait");
        await erasure.Kill();
        await erasure.Start();
        await erasure.FullRun();
        List<(string Where, int Hits)> hits = [("database", await erasure.Database.Canaries()), ("rows", (int)(await erasure.Database.PartsOf(canary)).Sum()), ("log", erasure.ForbiddenLines)];
        foreach (var path in (string[])[.. Exports, "/metrics"])
        {
            hits.Add((path, Canary.In((await erasure.Read(HttpMethod.Get, path)).Text.Replace("search=canary", "", StringComparison.Ordinal))));
        }

        var gone = (await erasure.Read(HttpMethod.Get, $"/api/integrations/jobvite/candidates/{canary}")).Status == 404;
        var left = hits.Where(one => one.Hits > 0).ToList();
        return new ScenarioRow(
            $"a person erased under load, {Name(isSqlite)}", $"{hits.Sum(one => one.Hits)} hits", null, null, "0 hits, not back", status == 200 && before > 0 && gone && left.Count == 0)
        {
            Latency = Show.Milliseconds(took.TotalMilliseconds),
            Remark = string.Create(
                CultureInfo.InvariantCulture,
                $"before: {before} hits in the database, rows {string.Join('/', parts)}, {said} deliveries; {load.Runs} runs, {load.Webhooks} webhooks, {load.Deliveries} deliveries; erased {JsonElement.Parse(answer).GetProperty("erased")}; last delivery with a word of it {late:0.0} s after; last run suppressed {run.GetProperty("progress").GetProperty("suppressed")}{string.Concat(left.Select(one => $"; LEFT: {one.Where} {one.Hits}"))}"),
        };
    }

    private static async Task<ScenarioRow> Kills(Workbench bench, bool isSqlite)
    {
        var kills = bench.Quick ? 20 : 100;
        await using var erasure = await ErasureBench.Open(bench, isSqlite, people: (kills * PeopleAKill) + 50);
        await erasure.FullRun();
        var people = (await erasure.StandIn.Admin(HttpMethod.Get, erasure.Customer, $"/candidates?take={(kills * PeopleAKill) + 40}")).EnumerateArray().Select(one => one.GetProperty("candidateId").GetString()!).ToList();
        foreach (var person in people)
        {
            await erasure.StandIn.Admin(HttpMethod.Post, erasure.Customer, $"/candidates/{person}/stage", new { stage = "Moved", announce = false });
            await erasure.Send(Canary.Webhook(person, 1));
        }

        await Patience.Until(
            async () => (await erasure.Service.Ask(HttpMethod.Get, erasure.Customer, "/webhooks?processed=false")).GetProperty("pagination").GetProperty("total").GetInt32() == 0,
            TimeSpan.FromMinutes(3),
            static () => "webhooks wait");

        // What one takes says between which moments kills are to fall.
        List<double> usual = [];
        foreach (var person in people[(kills * PeopleAKill)..])
        {
            var start = TimeProvider.System.GetTimestamp();
            await erasure.Erase(person);
            usual.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        var (all, none, half, resumed, answered) = (0, 0, 0, 0, 0);
        var random = new Random(20261129);
        for (var kill = 0; kill < kills; kill++)
        {
            var victims = people.Skip(kill * PeopleAKill).Take(PeopleAKill).ToList();
            List<IReadOnlyList<long>> before = [];
            foreach (var victim in victims)
            {
                before.Add(await erasure.Database.PartsOf(victim));
            }

            var asked = victims.Select(victim => Asked(erasure, victim)).ToList();
            await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * Show.Median(usual) * PeopleAKill));
            await erasure.Kill();
            answered += (await Task.WhenAll(asked)).Count(static done => done);
            await erasure.Start();
            foreach (var (victim, was) in victims.Zip(before))
            {
                var now = await erasure.Database.PartsOf(victim);
                (all, none, half) = now.SequenceEqual(was) ? (all + 1, none, half) : now.Sum() == 0 ? (all, none + 1, half) : (all, none, half + 1);
                resumed += (await erasure.Erase(victim)).Status == 200 && (await erasure.Database.PartsOf(victim)).Sum() == 0 ? 1 : 0;
            }
        }

        var run = await erasure.FullRun();
        var back = 0L;
        foreach (var person in people)
        {
            back += (await erasure.Database.PartsOf(person)).Sum();
        }

        var left = await erasure.Database.Canaries();
        return new ScenarioRow(
            $"{kills} kills during erasures, {Name(isSqlite)}", $"{half} half erased", null, null, "0 half, all end", half + back + left == 0 && resumed == kills * PeopleAKill)
        {
            Latency = Show.Milliseconds(Show.Median(usual)),
            Remark = string.Create(
                CultureInfo.InvariantCulture,
                $"{kills * PeopleAKill} erasures: {all} as before, {none} gone, {half} half; {answered} were answered before the kill; asked again, {resumed} ended; after a full run {back} rows are back, {left} hits in the database, suppressed {run.GetProperty("progress").GetProperty("suppressed")}"),
        };
    }

    /// <summary>Whether an answer came before the end.</summary>
    private static async Task<bool> Asked(ErasureBench erasure, string victim)
    {
        try
        {
            return (await erasure.Erase(victim)).Status == 200;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Name(bool isSqlite) => isSqlite ? "SQLite" : "PostgreSQL";
}
