using System.Net.Http.Headers;
using System.Text.Json;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>Exports through a front end, from PostgreSQL, while changes come.</summary>
[Collection(nameof(LocalCluster))]
public sealed class ExportTests(LocalCluster cluster)
{
    private const string Api = "/api/integrations/jobvite";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public async Task An_export_and_the_feed_from_its_cursor_have_every_change_once(string format)
    {
        await cluster.AllUp();
        var company = cluster.Companies[0];
        await company.AllSucceed(await company.StartFullSync());
        using var http = new HttpClient { BaseAddress = cluster.Fronts[0].Url, Timeout = LocalCluster.Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", company.Token);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var changing = Change(company, ending.Token);

        // Changes before, while, and after it is read.
        var (begin, _) = await Feed(http, "");
        await Until(http, begin, items: 10);
        var (copy, cursor) = await Export(http, format);
        await Until(http, cursor, items: 10);
        await ending.CancelAsync();
        await changing;
        await company.AllSucceed(await company.StartFullSync());

        var (_, items) = await Feed(http, cursor);
        Assert.Equal(items.Count, items.Select(item => item.GetProperty("id").GetString()).Distinct().Count());
        var moves = items.Where(item => item.GetProperty("type").GetString() == "application.stageChanged").ToList();
        Assert.True(moves.Count >= 10, $"{moves.Count} changes after the export");
        foreach (var move in moves)
        {
            // One that is missing, or in the export already, breaks the chain from state to state.
            var application = move.GetProperty("recordId").GetString()!;
            Assert.Equal(copy[application], move.GetProperty("from").GetString());
            copy[application] = move.GetProperty("to").GetString()!;
        }

        var (now, _) = await Export(http, format);
        Assert.Equal(now.OrderBy(one => one.Key, StringComparer.Ordinal), copy.OrderBy(one => one.Key, StringComparer.Ordinal));
        Assert.Equal(company.Sandbox.World.ApplicationCount, now.Count);
        TestContext.Current.TestOutputHelper!.WriteLine($"{format}: {now.Count} applications, {items.Count} items from the cursor, {moves.Count} moves, 0 missing, 0 twice");
    }

    private static async Task Change(Company company, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            var (number, person) = company.ChangeSomebody();
            (await company.Announce(number, person))?.Dispose();
        }
    }

    private static Task Until(HttpClient http, string cursor, int items) => Wait.Until(
        LocalCluster.Patience, async () => (await Feed(http, cursor)).Items.Count >= items, () => $"{items} changes do not come");

    private static async Task<(string Cursor, List<JsonElement> Items)> Feed(HttpClient http, string cursor)
    {
        List<JsonElement> items = [];
        while (true)
        {
            using var answer = await http.GetAsync($"{Api}/changes?limit=1000{(cursor.Length > 0 ? $"&after={Uri.EscapeDataString(cursor)}" : "")}", Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.IsSuccessStatusCode, text);
            var page = JsonSerializer.Deserialize<JsonElement>(text);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString()!;
            if (!page.GetProperty("hasMore").GetBoolean())
            {
                return (cursor, items);
            }
        }
    }

    /// <summary>The applications' states, and the place in the feed.</summary>
    private static async Task<(Dictionary<string, string> States, string Cursor)> Export(HttpClient http, string format)
    {
        using var answer = await http.GetAsync($"{Api}/export/applications?format={format}", HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        var states = new Dictionary<string, string>(StringComparer.Ordinal);
        string[]? names = null;
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        while (await lines.ReadLineAsync(Stop) is { } line)
        {
            if (format == "ndjson")
            {
                var item = JsonSerializer.Deserialize<JsonElement>(line);
                states.Add(item.GetProperty("applicationId").GetString()!, item.GetProperty("workflowState").GetString()!);
            }
            else if (names is null)
            {
                names = line.Split(',');
            }
            else
            {
                // No cell of these comes before a cell with a comma.
                var cells = line.Split(',');
                states.Add(cells[names.IndexOf("applicationId")], cells[names.IndexOf("workflowState")]);
            }
        }

        return (states, Assert.Single(answer.Headers.GetValues("Jobvite-Feed-Cursor")));
    }
}
