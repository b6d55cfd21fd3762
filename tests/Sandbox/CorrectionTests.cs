using System.Net;
using System.Text.Json.Nodes;

namespace Jobvite.Sandbox.Tests;

public sealed class CorrectionTests
{
    private static readonly SandboxOptions Few = new() { Candidates = 40, Jobs = 6, Processes = 0, SecondApplicationShare = 0.5, DocumentShare = 1 };

    [Fact]
    public async Task A_merged_person_is_gone_and_the_other_has_the_applications()
    {
        await using var caller = await SandboxCaller.StartAsync(Few);
        var (from, into) = (caller.Server.World.CandidateIds[0], caller.Server.World.CandidateIds[1]);
        var all = caller.Server.World.ApplicationIdsOf(from).Concat(caller.Server.World.ApplicationIdsOf(into)).Order(StringComparer.Ordinal);

        caller.Server.World.Corrections.Merge(from, into);

        Assert.Equal(all, (await Entries(caller, $"candidateId={into}")).Select(Application).Order(StringComparer.Ordinal));
        Assert.Empty(await Entries(caller, $"candidateId={from}"));
        Assert.DoesNotContain(from, (await Entries(caller)).Select(Person));
        Assert.Equal(caller.Server.World.ApplicationCount, (await Entries(caller)).Count);
    }

    [Fact]
    public async Task A_moved_application_is_found_at_its_new_person_only()
    {
        await using var caller = await SandboxCaller.StartAsync(Few);
        var (from, to) = (caller.Server.World.CandidateIds[0], caller.Server.World.CandidateIds[1]);
        var application = caller.Server.World.ApplicationIdsOf(from)[0];

        caller.Server.World.Corrections.MoveApplication(application, to);

        Assert.Equal(to, Person(Assert.Single(await Entries(caller, $"applicationId={application}"))));
        Assert.Empty(await Entries(caller, $"applicationId={application}&candidateId={from}"));
        Assert.Single(await Entries(caller), entry => Application(entry) == application);
    }

    [Fact]
    public async Task A_person_without_any_application_is_still_listed()
    {
        await using var caller = await SandboxCaller.StartAsync(Few with { SecondApplicationShare = 0 });
        var person = caller.Server.World.CandidateIds[3];

        caller.Server.World.Corrections.DeleteApplication(caller.Server.World.ApplicationIdsOf(person)[0]);

        Assert.Null(Assert.Single(await Entries(caller), entry => Person(entry) == person)["application"]);
        Assert.Empty(caller.Server.World.ApplicationIdsOf(person));
    }

    [Fact]
    public async Task An_erased_person_has_neither_name_nor_address_nor_documents()
    {
        await using var caller = await SandboxCaller.StartAsync(Few);
        var person = caller.Server.World.CandidateIds[5];

        caller.Server.World.Corrections.Erase(person);

        var record = (await Entries(caller, $"candidateId={person}"))[0];
        Assert.Equal(("Erased", null, null), ((string?)record["firstName"], (string?)record["lastName"], (string?)record["email"]));
        Assert.False((bool)record["application"]!["hasArtifacts"]!);
        Assert.Empty((await caller.JsonAsync($"/candidate/{person}/artifacts"))["artifacts"]!.AsArray());
    }

    [Fact]
    public async Task A_date_can_go_back_until_the_next_edit()
    {
        await using var caller = await SandboxCaller.StartAsync(Few);
        var person = caller.Server.World.CandidateIds[5];
        var application = caller.Server.World.ApplicationIdsOf(person)[0];

        caller.Server.World.Corrections.SetDate(application, DateTimeOffset.UnixEpoch.AddDays(1));
        Assert.Equal(86_400_000, (long)(await Entries(caller, $"applicationId={application}"))[0]["application"]!["lastUpdatedDate"]!);

        caller.Server.World.ChangeCandidate(person);
        Assert.NotEqual(86_400_000, (long)(await Entries(caller, $"applicationId={application}"))[0]["application"]!["lastUpdatedDate"]!);
    }

    [Fact]
    public async Task Documents_are_those_that_were_set_with_equal_names_and_ids()
    {
        await using var caller = await SandboxCaller.StartAsync(Few);
        var person = caller.Server.World.CandidateIds[7];

        caller.Server.World.Corrections.SetDocuments(person,
        [
            new("resume", "cv.txt", "Engineer") { Inline = true },
            new("attachment", "cert.pdf", "one") { Id = "y1" },
            new("attachment", "cert.pdf", "two") { Id = "y2" },
            new("attachment", null, "three"),
        ]);

        var record = (await Entries(caller, $"candidateId={person}"))[0];
        Assert.Equal("RW5naW5lZXI=", (string?)record["application"]!["resume"]!["content"]);
        Assert.True((bool)record["application"]!["hasArtifacts"]!);
        var artifacts = (await caller.JsonAsync($"/candidate/{person}/artifacts"))["artifacts"]!.AsArray();
        Assert.Equal([("y1", "cert.pdf"), ("y2", "cert.pdf"), (null, null)], artifacts.Select(each => ((string?)each!["eId"], (string?)each["filename"])));

        caller.Server.World.Corrections.SetDocuments(person, []);
        record = (await Entries(caller, $"candidateId={person}"))[0];
        Assert.True(record["application"]!.AsObject().ContainsKey("resume"));
        Assert.Null(record["application"]!["resume"]);
        Assert.False((bool)record["application"]!["hasArtifacts"]!);
    }

    [Fact]
    public async Task A_job_may_leave_the_list_and_come_back()
    {
        await using var caller = await SandboxCaller.StartAsync(Few);
        var world = caller.Server.World;
        var (unlisted, deleted) = (world.JobIds[0], world.JobIds[1]);

        world.Corrections.UnlistJob(unlisted);
        world.DeleteJob(deleted);

        Assert.Equal(4, (await Jobs(caller, "start=0&count=500")).Count);
        Assert.Equal(unlisted, (string?)Assert.Single(await Jobs(caller, $"ids={unlisted},{deleted}"))!["eId"]);

        world.Corrections.RestoreJob(unlisted);
        world.Corrections.RestoreJob(deleted);
        Assert.Equal(6, (await Jobs(caller, "start=0&count=500")).Count);
    }

    [Fact]
    public async Task A_process_may_go_with_its_tasks_and_come_back()
    {
        await using var caller = await SandboxCaller.StartAsync(Few with { Processes = 3 });
        var process = caller.Server.World.ProcessIds[1];
        var tasks = caller.Server.World.TaskCount;

        await caller.AdminAsync("DELETE", $"/processes/{process}");
        Assert.Equal(2, (int)(await caller.AskAsync("/process", "{}"))["total"]!);
        Assert.InRange((int)(await caller.AskAsync("/task", "{}"))["total"]!, 1, tasks - 1);

        await caller.AdminAsync("POST", $"/processes/{process}/restore");
        Assert.Equal((3, tasks), (caller.Server.World.ProcessCount, (int)(await caller.AskAsync("/task", "{}"))["total"]!));
    }

    [Fact]
    public async Task The_admin_routes_do_the_same()
    {
        await using var caller = await SandboxCaller.StartAsync(Few);
        var world = caller.Server.World;
        var (one, other, job) = (world.CandidateIds[0], world.CandidateIds[1], world.JobIds[0]);

        await Do("POST", $"/candidates/{one}/merge", $$"""{"into":"{{other}}"}""");
        await Do("POST", $"/candidates/{other}/erase", "{}");
        await Do("PUT", $"/candidates/{world.CandidateIds[2]}/documents", """{"documents":[{"type":"resume","fileName":"cv.txt","text":"Engineer","inline":true}]}""");
        await Do("POST", $"/applications/{world.ApplicationIdsOf(other)[0]}/move", $$"""{"to":"{{world.CandidateIds[3]}}"}""");
        await Do("POST", $"/applications/{world.ApplicationIdsOf(world.CandidateIds[4])[0]}/date", """{"at":"2025-01-01T00:00:00Z"}""");
        await Do("DELETE", $"/applications/{world.ApplicationIdsOf(world.CandidateIds[5])[0]}");
        await Do("POST", $"/jobs/{job}/unlist");
        var (_, records) = await caller.AdminAsync("GET", "/records");

        Assert.Equal(6, records["jobs"]!.AsArray().Count);
        Assert.Equal(world.ApplicationCount, records["candidates"]!.AsArray().Count);
        Assert.Contains(records["candidates"]!.AsArray(), entry => (string?)entry!["firstName"] == "Erased");
        await Do("POST", $"/jobs/{job}/restore");
        Assert.Equal(HttpStatusCode.NotFound, (await caller.AdminAsync("POST", "/jobs/none/restore")).Status);

        async Task Do(string method, string path, string? body = null)
        {
            var (status, answer) = await caller.AdminAsync(method, path, body);
            Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        }
    }

    private static string Person(JsonNode entry) => (string)entry["eId"]!;

    private static string Application(JsonNode entry) => entry["application"] is { } application ? (string)application["eId"]! : "";

    private static async Task<List<JsonNode>> Entries(SandboxCaller caller, string query = "start=0&count=500") =>
        [.. (await caller.JsonAsync("/candidate?" + query))["candidates"]!.AsArray().Select(static each => each!)];

    private static async Task<JsonArray> Jobs(SandboxCaller caller, string query) => (await caller.JsonAsync("/job?" + query))["requisitions"]!.AsArray();
}
