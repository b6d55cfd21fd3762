using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Jobvite.Standalone.Tests.Processes;

/// <summary>The feed of changes from the stand-in to a client.</summary>
public sealed class ChangeFeedTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>, IDisposable
{
    private const string Api = "/api/integrations/jobvite";
    private const string Changes = $"{Api}/changes";
    private readonly Rest _rest = new(standalone.Greeting);

    [Fact]
    public async Task The_first_sync_is_one_item_a_kind_and_what_follows_is_told_one_by_one()
    {
        var begun = await _rest.Until($"{Changes}?limit=1000", page => page.GetProperty("items").EnumerateArray().Count(item => Text(item, "type") == "sync.firstCompleted") == 3);
        Assert.Equal(
            ["candidates", "jobs", "onboarding"],
            begun.GetProperty("items").EnumerateArray().Where(item => Text(item, "type") == "sync.firstCompleted").Select(item => Text(item, "syncKind")!).Order());

        // Attachments are fetched one after the other when the lists have been read.
        Assert.DoesNotContain(begun.GetProperty("items").EnumerateArray(), item => Text(item, "op") == "created" && Text(item, "kind") != "document");
        var now = Text(await _rest.Get($"{Changes}?after=now"), "nextCursor");

        // A webhook moves a candidate.
        var candidate = (await _rest.Get($"{Api}/candidates?pageSize=1")).GetProperty("items")[0];
        var id = Text(candidate, "jobviteCandidateId")!;
        var before = Text(candidate, "workflowState");
        var waiting = _rest.Get($"{Changes}?after={now}&types=application.stageChanged&wait=30");
        await Rest.Post(new Uri(standalone.Greeting.SandboxAdmin!, $"/admin/candidates/{id}/stage"), new { stage = "Told By The Feed" });
        var moved = Assert.Single((await waiting).GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("application.stageChanged", "application", "updated", id, before, "Told By The Feed", "webhook"),
            (Text(moved, "type"), Text(moved, "kind"), Text(moved, "op"), Text(moved, "candidateId"), Text(moved, "from"), Text(moved, "to"), Text(moved, "cause")));
        Assert.Contains("workflowState", moved.GetProperty("changed").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(Text(moved, "causeId"), Text(await _rest.Get($"{Api}/webhooks/{Text(moved, "causeId")}"), "id"));

        // Jobvite deletes it without a word, and a full run finds that out.
        var applications = (await _rest.Get($"{Api}/candidates/{id}")).GetProperty("applications").EnumerateArray().Select(one => Text(one, "applicationId")!).Order().ToArray();
        using var admin = new HttpClient();
        using var deleted = await admin.DeleteAsync(new Uri(standalone.Greeting.SandboxAdmin!, $"/admin/candidates/{id}"), TestContext.Current.CancellationToken);
        Assert.True(deleted.IsSuccessStatusCode);
        var run = await Start("candidates");
        await _rest.Until($"{Api}/sync/runs/{run}", answer => Text(answer, "finishedAt") is not null);
        var gone = (await _rest.Get($"{Changes}?after={Text(moved, "cursor")}&kinds=candidate,application,sync")).GetProperty("items").EnumerateArray()
            .Where(item => Text(item, "op") == "deleted").ToList();
        Assert.Equal([id], [.. gone.Where(item => Text(item, "type") == "candidate.deleted").Select(item => Text(item, "recordId")!)]);
        Assert.Equal(applications, gone.Where(item => Text(item, "type") == "application.deleted").Select(item => Text(item, "recordId")!).Order());
        Assert.All(gone, item => Assert.Equal(("manual", run, id), (Text(item, "cause"), Text(item, "causeId"), Text(item, "candidateId"))));
        var finished = (await _rest.Get($"{Changes}?after={Text(moved, "cursor")}&types=sync.runFinished")).GetProperty("items").EnumerateArray().Single(item => Text(item, "runId") == run);
        Assert.Equal(applications.Length, finished.GetProperty("counts").GetProperty("deleted").GetInt32());
    }

    [Fact]
    public async Task A_stream_resumes_where_it_was_left()
    {
        var first = (await _rest.Until($"{Changes}?limit=2", page => page.GetProperty("items").GetArrayLength() == 2)).GetProperty("items");
        using var http = new HttpClient { BaseAddress = standalone.Greeting.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Changes, UriKind.Relative));
        request.Headers.Authorization = new("Bearer", standalone.Greeting.Token);
        request.Headers.Accept.Add(new("text/event-stream"));
        request.Headers.Add("Last-Event-ID", Text(first[0], "cursor"));

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        Assert.Equal($"id: {Text(first[1], "cursor")}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"event: {Text(first[1], "type")}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("data: {", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public void Dispose() => _rest.Dispose();

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private async Task<string> Start(string kind)
    {
        using var http = new HttpClient { BaseAddress = standalone.Greeting.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", standalone.Greeting.Token);
        using var answer = await http.PostAsJsonAsync($"{Api}/sync/{kind}", new { mode = "full" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return Text(await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken), "jobId")!;
    }
}
