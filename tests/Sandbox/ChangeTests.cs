using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Sandbox.Tests;

public sealed class ChangeTests
{
    [Fact]
    public async Task A_changed_candidate_is_what_a_list_since_today_has()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 500, TimeProvider = time });
        var id = caller.Server.World.CandidateIds[42];
        const string Today = "/candidate?start=0&count=500&datestart=2026-03-04&dateend=2026-03-04&dateFormat=yyyy-MM-dd";
        Assert.Empty((await caller.JsonAsync(Today))["candidates"]!.AsArray());

        var application = caller.Server.World.ChangeCandidateStage(id, null, "Interview");
        var changed = (await caller.JsonAsync(Today))["candidates"]!.AsArray();

        var only = Assert.Single(changed)!;
        Assert.Equal(application, (string)only["application"]!["eId"]!);
        Assert.Equal("Interview", (string)only["application"]!["workflowState"]!);
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), (long)only["application"]!["lastUpdatedDate"]!);
        Assert.Empty((await caller.JsonAsync(Today.Replace("03-04", "03-05", StringComparison.Ordinal)))["candidates"]!.AsArray());
    }

    [Theory]
    [InlineData("datestart=2026-03-04")]
    [InlineData("datestart=03/04/2026&dateFormat=yyyy-MM-dd")]
    [InlineData("datestart=2026-03-04&dateFormat=MM/dd/yyyy")]
    [InlineData("dateend=2026-02-30&dateFormat=yyyy-MM-dd")]
    public async Task A_date_that_is_none_is_refused(string query)
    {
        await using var caller = await SandboxCaller.StartAsync();

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, await caller.StatusAsync("/candidate?start=0&count=1&" + query));
    }

    [Fact]
    public async Task The_workflow_state_filters_the_list()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 300 });

        var hired = (await caller.JsonAsync("/candidate?start=0&count=500&wflowstate=Hired"))["candidates"]!.AsArray();

        Assert.NotEmpty(hired);
        Assert.All(hired, static person => Assert.Equal("Hired", (string)person!["application"]!["workflowState"]!));
    }

    [Fact]
    public async Task A_tenth_of_the_records_changes_and_the_rest_stays_as_it_was()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions());
        async Task<List<string>> PeopleAsync()
        {
            List<string> people = [];
            for (var start = 0; start < caller.Server.World.ApplicationCount; start += 500)
            {
                people.AddRange((await caller.JsonAsync($"/candidate?start={start}&count=500"))["candidates"]!.AsArray().Select(static each => each!.ToJsonString()));
            }

            return people;
        }

        var before = await PeopleAsync();
        var changed = caller.Server.World.ChangeRecords(0.1);
        var after = (await PeopleAsync()).Except(before).Select(static person => (string)JsonNode.Parse(person)!["eId"]!).Distinct().ToList();

        Assert.Equal(new ChangeCounts(20, 200, 5), changed);
        Assert.Equal(200, after.Count);
    }

    [Fact]
    public async Task A_deleted_candidate_is_gone_and_an_added_one_is_there()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 20 });
        var world = caller.Server.World;
        var deleted = world.CandidateIds[0];

        world.DeleteCandidate(deleted);
        var added = world.AddCandidate();
        var ids = (await caller.JsonAsync("/candidate?start=0&count=500"))["candidates"]!.AsArray().Select(static each => (string)each!["eId"]!).ToList();

        Assert.DoesNotContain(deleted, ids);
        Assert.Contains(added, ids);
        Assert.Equal(20, world.CandidateCount);
        Assert.Throws<KeyNotFoundException>(() => world.ChangeCandidateStage(deleted, null, "Hired"));
    }
}
