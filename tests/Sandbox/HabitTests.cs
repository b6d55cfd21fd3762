using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Sandbox.Tests;

public sealed class HabitTests
{
    [Theory]
    [InlineData("04-15-2026T00:00:00-0700", 1)]
    [InlineData("04-15-2026T00:00:01-0700", 0)]
    [InlineData("04-15-2026T09:00:00%2B0200", 1)]
    public async Task A_date_may_carry_time_and_offset(string start, int found)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 4, 15, 7, 0, 0, TimeSpan.Zero));
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 50, TimeProvider = time, SecondApplicationShare = 0 });
        caller.Server.World.ChangeCandidate(caller.Server.World.CandidateIds[9]);

        var list = await caller.JsonAsync($"/candidate?start=0&count=500&dateFormat=MM-dd-yyyy'T'HH:mm:ssZ&datestart={start}");

        Assert.Equal(found, list["candidates"]!.AsArray().Count);
    }

    [Fact]
    public async Task Filters_take_what_they_name_and_may_be_repeated()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 200, Jobs = 60 });
        var jobs = (await caller.JsonAsync("/job?start=0&count=500"))["requisitions"]!.AsArray();
        var number = jobs.Select(static job => (string?)job!["requisitionId"]).First(static id => id is { Length: > 0 });
        var person = (await caller.JsonAsync("/candidate?start=0&count=1"))["candidates"]![0]!;

        var two = (await caller.JsonAsync("/job?start=0&count=500&jobStatus=Open&jobStatus=Filled"))["requisitions"]!.AsArray();
        Assert.Equal(["Filled", "Open"], two.Select(static job => (string?)(job!["jobState"] ?? job["status"])).Distinct().Order());
        Assert.Equal(number, (string?)Assert.Single((await caller.JsonAsync($"/job?start=0&count=500&requisitionId={number}"))["requisitions"]!.AsArray())!["requisitionId"]);
        var all = (await caller.JsonAsync("/job?start=0&count=500&availableTo=External&availableTo=Internal"))["requisitions"]!.AsArray();
        var external = (await caller.JsonAsync("/job?start=0&count=500&availableTo=External"))["requisitions"]!.AsArray();
        Assert.Equal(60, all.Count);
        Assert.InRange(external.Count, 1, 59);

        Assert.All(
            (await caller.JsonAsync($"/candidate?start=0&count=500&email={person["email"]}"))["candidates"]!.AsArray(),
            entry => Assert.Equal((string?)person["email"], (string?)entry!["email"]));
        var states = (await caller.JsonAsync("/candidate?start=0&count=500&wflowstate=Hired&wflowstate=Rejected"))["candidates"]!.AsArray();
        Assert.Equal(["Hired", "Rejected"], states.Select(static entry => (string?)entry!["application"]!["workflowState"]).Distinct().Order());
        Assert.All(
            (await caller.JsonAsync($"/candidate?start=0&count=500&requisitionId={number}"))["candidates"]!.AsArray(),
            entry => Assert.Equal(number, (string?)entry!["application"]!["job"]!["requisitionId"]));
    }

    [Fact]
    public async Task The_form_recorded_in_2015_is_played()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 300, DocumentShare = 0.5, Jobs = 5 });
        caller.Server.Quirks = new SandboxQuirks { RecordedForm = true };

        var answer = await caller.JsonAsync("/candidate?start=0&count=500");

        Assert.Equal("""{"code":200,"messages":[]}""", answer["status"]!.ToJsonString());
        var entries = answer["candidates"]!.AsArray();
        var jobless = entries.First(static entry => entry!["application"]!["job"]!["eId"] is null)!["application"]!["job"]!.AsObject();
        Assert.All(jobless, static field => Assert.Null(field.Value));
        Assert.Contains("customField", entries[0]!["application"]!["job"]!.AsObject().Select(static field => field.Key));
        Assert.Equal(",  United States", (string?)entries[0]!["location"]);
        var resumes = entries.Select(static entry => entry!["application"]!["resume"]!).ToList();
        Assert.All(resumes, static resume => Assert.Equal("Text", (string?)resume["format"]));
        Assert.Contains(resumes, static resume => (string?)resume["content"] == "");
        Assert.Contains(resumes, static resume => ((string?)resume["content"])!.StartsWith("Curriculum vitae", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(NothingMatchesForm.Http404, HttpStatusCode.NotFound, "\"code\":404")]
    [InlineData(NothingMatchesForm.Status404, HttpStatusCode.OK, "\"code\":404")]
    [InlineData(NothingMatchesForm.Status100, HttpStatusCode.OK, "\"code\":100")]
    [InlineData(NothingMatchesForm.NullList, HttpStatusCode.OK, "\"candidates\":null")]
    [InlineData(NothingMatchesForm.NoList, HttpStatusCode.OK, "{\"status\":{\"code\":200,\"messages\":[]}}")]
    [InlineData(NothingMatchesForm.BareArray, HttpStatusCode.OK, "[]")]
    [InlineData(NothingMatchesForm.EmptyList, HttpStatusCode.OK, "\"candidates\":[]")]
    public async Task A_filter_that_takes_nothing_is_answered_in_many_ways(NothingMatchesForm form, HttpStatusCode status, string part)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { NothingMatches = form };

        using var answer = await caller.GetAsync("/candidate?start=0&count=500&email=nobody@example.com");

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(part, await answer.Content.ReadAsStringAsync(SandboxCaller.Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_may_be_capped_and_short_in_the_middle()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 0, Jobs = 40 });
        caller.Server.Quirks = new SandboxQuirks { PageCap = 10, ShortPageEvery = 2 };
        async Task<int> Count(int start) => (await caller.JsonAsync($"/job?start={start}&count=500"))["requisitions"]!.AsArray().Count;

        Assert.Equal((10, 8, 10, 10, 4), (await Count(0), await Count(10), await Count(20), await Count(30), await Count(36)));
    }

    [Theory]
    [InlineData(TotalForm.ZeroAfterFirst, "20", "0")]
    [InlineData(TotalForm.TooLarge, "23", "23")]
    [InlineData(TotalForm.Null, "null", "null")]
    public async Task A_total_may_lie(TotalForm form, string first, string later)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { Total = form };

        Assert.Contains($"\"total\":{first},", await caller.TextAsync("/job?start=0&count=5"), StringComparison.Ordinal);
        Assert.Contains($"\"total\":{later},", await caller.TextAsync("/job?start=5&count=5"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_change_may_come_first()
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { NewestFirst = true };
        var person = caller.Server.World.CandidateIds[17];
        caller.Server.World.ChangeCandidate(person);

        Assert.Equal(person, (string?)(await caller.JsonAsync("/candidate?start=0&count=5"))["candidates"]![0]!["eId"]);
    }

    [Fact]
    public async Task A_wrong_key_may_be_refused_in_words()
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { InvalidKeySecret = true };
        caller.Server.Permissions = new SandboxPermissions { Candidate = false };
        const string Refusal = "{\"status\":\"INVALID_KEY_SECRET\",\"responseMessage\":";

        Assert.StartsWith(Refusal, await caller.TextAsync("/candidate?start=0&count=5"), StringComparison.Ordinal);

        caller.Server.Inject(new SandboxFault(FaultKind.InvalidKeySecret) { Endpoint = SandboxEndpoint.Job, Times = 1 });
        Assert.StartsWith(Refusal, await caller.TextAsync("/job?start=0&count=5"), StringComparison.Ordinal);
        Assert.Equal(20, (int)(await caller.JsonAsync("/job?start=0&count=50"))["total"]!);
    }

    [Theory]
    [InlineData(CandidateWebhookForm.RecordedStageChange, "eventType,url,id,applicationId,oldValue,newValue,date")]
    [InlineData(CandidateWebhookForm.ApplicationOnly, "eventType,applicationId")]
    public async Task An_event_may_name_no_candidate(CandidateWebhookForm form, string fields)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { WebhookForm = form };
        caller.Server.SendWebhooksTo(receiver.Url, null, null);
        var person = caller.Server.World.CandidateIds[2];

        var application = caller.Server.World.ChangeCandidateStage(person, null, "Offer");

        await Wait.Until(() => receiver.Received.Count == 1);
        var body = JsonNode.Parse(receiver.Received[0].Body)!.AsObject();
        Assert.Equal(fields, string.Join(',', body.Select(static field => field.Key)));
        Assert.Equal(application, (string?)body["applicationId"]);
        Assert.DoesNotContain(person, body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sandbox_in_memory_answers_as_one_on_a_port()
    {
        await using var sandbox = await SandboxServer.StartInMemoryAsync(new SandboxOptions { Candidates = 5 }, SandboxCaller.Cancelled);
        using var http = new HttpClient(sandbox.CreateHandler());
        http.DefaultRequestHeaders.Add("x-jvi-api", sandbox.Credentials.ApiKey);
        http.DefaultRequestHeaders.Add("x-jvi-sc", sandbox.Credentials.ApiSecret);

        var text = await http.GetStringAsync(new Uri(sandbox.V2BaseUrl + "/candidate?start=0&count=5"), SandboxCaller.Cancelled);
        Assert.NotEmpty(JsonNode.Parse(text)!["candidates"]!.AsArray());

        sandbox.Inject(new SandboxFault(FaultKind.DroppedMidBody) { Times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri(sandbox.V2BaseUrl + "/job?start=0&count=5"), SandboxCaller.Cancelled));
    }
}
