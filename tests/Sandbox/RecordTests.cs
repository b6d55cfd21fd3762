using System.Text;
using System.Text.Json.Nodes;

namespace Jobvite.Sandbox.Tests;

public sealed class RecordTests
{
    [Fact]
    public async Task Equal_seeds_give_equal_bytes_and_others_do_not()
    {
        var options = new SandboxOptions { Candidates = 100, Jobs = 10, Seed = 7 };
        await using var one = await SandboxCaller.StartAsync(options);
        await using var same = await SandboxCaller.StartAsync(options);
        await using var other = await SandboxCaller.StartAsync(options with { Seed = 8 });

        var expected = await one.TextAsync("/candidate?start=0&count=500");

        Assert.Equal(expected, await same.TextAsync("/candidate?start=0&count=500"));
        Assert.NotEqual(expected, await other.TextAsync("/candidate?start=0&count=500"));
    }

    [Fact]
    public async Task Candidates_are_as_varied_as_real_ones()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 450 });

        var people = (await caller.JsonAsync("/candidate?start=0&count=500"))["candidates"]!.AsArray().Select(static each => each!.AsObject()).ToList();
        var applications = people.ConvertAll(static person => person["application"]!.AsObject());

        Assert.Contains(people, static person => person.ContainsKey("email") && person["email"] is null);
        Assert.Contains(people, static person => !person.ContainsKey("email"));
        Assert.Contains(people, static person => (string?)person["workPhone"] == "");
        Assert.Contains(people, static person => ((string)person["firstName"]!).Any(static letter => letter > 0x7F));
        Assert.Contains(people, static person => ((string)person["lastName"]!).Contains('<', StringComparison.Ordinal));
        Assert.Contains(people, static person => person.ContainsKey("artifacts"));
        Assert.Contains(applications, static application => application.ContainsKey("job") && application["job"] is null);
        Assert.Contains(applications, static application => application.ContainsKey("resume"));
        Assert.Contains(applications, static application => (bool)application["hasArtifacts"]!);
        Assert.Contains(applications, static application => application["veteranStatus"] is not null);
        Assert.Contains(applications, static application => application["hireDate"] is not null);
        Assert.All(applications, static application => Assert.InRange((long)application["lastUpdatedDate"]!, 1_700_000_000_000, 1_751_241_600_000));
    }

    [Fact]
    public async Task Jobs_are_as_varied_as_real_ones()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Jobs = 300, Candidates = 1 });

        var jobs = (await caller.JsonAsync("/job?start=0&count=500"))["requisitions"]!.AsArray().Select(static each => each!.AsObject()).ToList();

        Assert.Contains(jobs, static job => job["requisitionId"] is null);
        Assert.Contains(jobs, static job => job.ContainsKey("jobState"));
        Assert.Contains(jobs, static job => job["status"] is JsonValue);
        Assert.Contains(jobs, static job => job.ContainsKey("jobLocations"));
        Assert.Contains(jobs, static job => job.ContainsKey("locations"));
        Assert.Contains(jobs, static job => job["primaryRecruiter"]?["email"] is not null);
        Assert.Contains(jobs, static job => job.ContainsKey("primaryRecruiterEmail"));
        Assert.Contains(jobs, static job => job["salary"] is null);
        Assert.Contains(jobs, static job => job["description"] is null);
        Assert.Contains(jobs, static job => ((string?)job["description"])?.Contains("<ul>", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(null, "candidate")]
    [InlineData(SingleForm.Wrapped, "candidate")]
    [InlineData(SingleForm.Bare, null)]
    [InlineData(SingleForm.List, "candidates")]
    public async Task One_candidate_comes_in_three_forms(SingleForm? form, string? wrapper)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { CandidateSingle = form };
        var id = caller.Server.World.CandidateIds[3];

        JsonNode answer = await caller.JsonAsync($"/candidate/{id}");
        var inner = wrapper is null ? answer : answer[wrapper];
        var person = inner is JsonArray list ? list[0] : inner;

        Assert.Equal(id, (string)person!["eId"]!);
    }

    [Theory]
    [InlineData("/job/", SingleForm.Wrapped, "job")]
    [InlineData("/job/", SingleForm.Bare, null)]
    [InlineData("/job/", null, "job")]
    [InlineData("/job?ids=", SingleForm.List, "requisitions")]
    [InlineData("/job?ids=", null, "requisitions")]
    public async Task One_job_comes_in_three_forms(string path, SingleForm? form, string? wrapper)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { JobSingle = form };
        var id = caller.Server.World.JobIds[3];

        JsonNode answer = await caller.JsonAsync(path + id);
        var inner = wrapper is null ? answer : answer[wrapper];
        var job = inner is JsonArray list ? list[0] : inner;

        Assert.Equal(id, (string)job!["eId"]!);
    }

    [Fact]
    public async Task Several_jobs_are_read_by_their_ids()
    {
        await using var caller = await SandboxCaller.StartAsync();
        var ids = caller.Server.World.JobIds.Take(3).ToList();

        var found = (await caller.JsonAsync($"/job?ids={string.Join(',', ids)},nonsense"))["requisitions"]!.AsArray();

        Assert.Equal(ids, found.Select(static job => (string)job!["eId"]!));
    }

    [Fact]
    public async Task A_person_with_two_applications_is_found_by_either()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 5, SecondApplicationShare = 1 });
        var id = caller.Server.World.CandidateIds[0];
        var applications = caller.Server.World.ApplicationIdsOf(id);

        var both = (await caller.JsonAsync($"/candidate?candidateId={id}"))["candidates"]!.AsArray();
        var second = (await caller.JsonAsync($"/candidate?candidateId={id}&applicationId={applications[1]}"))["candidates"]!.AsArray();

        Assert.Equal(applications, both.Select(static each => (string)each!["application"]!["eId"]!));
        Assert.Equal(applications[1], (string)Assert.Single(second)!["application"]!["eId"]!);
        Assert.Equal(id, (string)second[0]!["eId"]!);
    }

    [Fact]
    public async Task The_old_form_has_one_entry_for_each_person_with_all_applications()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 5, SecondApplicationShare = 1 });
        caller.Server.Quirks = new SandboxQuirks { ApplicationsAsList = true };

        var people = (await caller.JsonAsync("/candidate?start=0&count=500"))["candidates"]!.AsArray();

        Assert.Equal(5, people.Count);
        Assert.All(people, static person => Assert.Equal(2, person!["applications"]!.AsArray().Count));
        Assert.All(people, static person => Assert.False(person!.AsObject().ContainsKey("application")));
    }

    [Fact]
    public async Task Ids_can_be_spelled_with_a_capital()
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { CapitalIds = true };

        var person = (await caller.JsonAsync("/candidate?start=0&count=1"))["candidates"]![0]!;

        Assert.NotNull(person["EId"]);
        Assert.NotNull(person["application"]!["EId"]);
    }

    [Fact]
    public async Task Artifacts_are_Base64_of_documents_that_open()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 5, DocumentShare = 1 });

        var artifacts = (await caller.JsonAsync($"/candidate/{caller.Server.World.CandidateIds[0]}/artifacts"))["artifacts"]!.AsArray();
        var resume = artifacts.Single(static each => (string)each!["type"]! == "resume")!;
        var content = Convert.FromBase64String((string)resume["content"]!);

        Assert.Equal((int)resume["size"]!, content.Length);
        Assert.StartsWith("%PDF-1.4", Encoding.ASCII.GetString(content), StringComparison.Ordinal);
        Assert.EndsWith("%%EOF\n", Encoding.ASCII.GetString(content), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_lead_back_to_their_record()
    {
        var ids = new RecordIds(12345);

        Assert.All(Enumerable.Range(0, 1000).Append(999_999), index =>
        {
            Assert.Equal(index, ids.JobIndex(ids.Job(index)));
            Assert.Equal(index, ids.CandidateIndex(ids.Candidate(index)));
            Assert.Equal(index, ids.ProcessIndex(ids.Process(index)));
            Assert.Equal(new CandidateEntry(index, 1), ids.ApplicationEntry(ids.Application(new CandidateEntry(index, 1))));
            Assert.Matches("^p[0-9A-Za-z]{7}$", ids.Candidate(index));
            Assert.Matches("^[0-9a-f]{24}$", ids.Process(index));
        });
    }
}
