using System.Net;

namespace Jobvite.Sandbox.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task The_usual_sizes_are_the_promised_ones()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions());
        var world = caller.Server.World;

        Assert.Equal((200, 2000, 50), (world.JobCount, world.CandidateCount, world.ProcessCount));
        Assert.InRange(world.ApplicationCount, 2150, 2250);
        Assert.All(world.ProcessIds, id => Assert.InRange(world.TaskIdsOf(id).Count, 3, 6));
    }

    [Fact]
    public async Task Pages_give_every_application_once_and_some_people_twice()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions());
        List<(string Person, string Application)> entries = [];
        for (var start = 0; ; start += 500)
        {
            var page = (await caller.JsonAsync($"/candidate?start={start}&count=500"))["candidates"]!.AsArray();
            entries.AddRange(page.Select(each => ((string)each!["eId"]!, (string)each["application"]!["eId"]!)));
            if (page.Count < 500)
            {
                break;
            }
        }

        Assert.Equal(caller.Server.World.ApplicationCount, entries.Select(static entry => entry.Application).Distinct().Count());
        Assert.Equal(entries.Count, entries.Select(static entry => entry.Application).Distinct().Count());
        Assert.Equal(
            caller.Server.World.CandidateIds.Order(StringComparer.Ordinal),
            entries.Select(static entry => entry.Person).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(entries.GroupBy(static entry => entry.Person), static applications => applications.Count() == 2);
    }

    [Fact]
    public async Task A_page_has_at_most_500_records()
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 600 });

        Assert.Equal(500, (await caller.JsonAsync("/candidate?start=0&count=100000"))["candidates"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(TotalForm.ZeroOnLastPage, 20, 0)]
    [InlineData(TotalForm.Right, 20, 20)]
    [InlineData(TotalForm.AlwaysZero, 0, 0)]
    public async Task The_total_is_worth_what_the_quirk_says(TotalForm form, int first, int last)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { Total = form };

        Assert.Equal(first, (int)(await caller.JsonAsync("/job?start=0&count=15"))["total"]!);
        Assert.Equal(last, (int)(await caller.JsonAsync("/job?start=15&count=15"))["total"]!);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 5, 4)]
    public async Task Start_counts_from_the_base(int startBase, int start, int expected)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { StartBase = startBase };

        var first = (await caller.JsonAsync($"/job?start={start}&count=1"))["requisitions"]![0]!;

        Assert.Equal(caller.Server.World.JobIds[expected], (string)first["eId"]!);
    }

    [Fact]
    public async Task A_job_list_without_paging_is_sent_elsewhere()
    {
        await using var caller = await SandboxCaller.StartAsync();

        using var response = await caller.GetAsync("/job");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("/api/v2/job?start=0&count=1", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("start=-1&count=5")]
    [InlineData("start=0&count=many")]
    [InlineData("start=99999999999999&count=1")]
    public async Task A_number_that_is_none_is_refused(string query)
    {
        await using var caller = await SandboxCaller.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await caller.StatusAsync("/candidate?" + query));
    }

    [Fact]
    public async Task Beyond_the_end_there_is_an_empty_page()
    {
        await using var caller = await SandboxCaller.StartAsync();

        Assert.Empty((await caller.JsonAsync("/job?start=2147483647&count=500"))["requisitions"]!.AsArray());
    }

    [Theory]
    [InlineData("requisitions")]
    [InlineData("jobs")]
    [InlineData("items")]
    [InlineData("data")]
    public async Task Job_lists_go_by_several_names(string name)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { JobListName = name };

        Assert.Equal(20, (await caller.JsonAsync("/job?start=0&count=50"))[name]!.AsArray().Count);
    }

    [Theory]
    [InlineData(StatusForm.CodeAndMessages, """{"code":200,"messages":[]}""")]
    [InlineData(StatusForm.Word, "\"success\"")]
    [InlineData(StatusForm.Absent, null)]
    public async Task A_success_says_so_in_three_ways(StatusForm form, string? expected)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { Status = form };

        Assert.Equal(expected, (await caller.JsonAsync("/job?start=0&count=1"))["status"]?.ToJsonString());
    }

    [Theory]
    [InlineData(NotFoundForm.EmptyList, HttpStatusCode.OK, 0)]
    [InlineData(NotFoundForm.Http404, HttpStatusCode.NotFound, null)]
    [InlineData(NotFoundForm.ErrorBody, HttpStatusCode.OK, null)]
    public async Task A_missing_record_is_answered_in_three_ways(NotFoundForm form, HttpStatusCode status, int? total)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { NotFound = form };

        foreach (var path in new[] { "/job/oAAAAAAA", "/job?ids=nonsense", "/candidate/x", "/candidate?candidateId=pAAAAAAA", "/candidate?applicationId=q" })
        {
            Assert.Equal(status, await caller.StatusAsync(path));
            Assert.Equal(total, (int?)(await caller.JsonAsync(path))["total"]);
        }
    }

    [Fact]
    public async Task A_route_that_does_not_exist_is_said_in_JSON()
    {
        await using var caller = await SandboxCaller.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await caller.StatusAsync("/employee"));
        Assert.Equal("Invalid URL Cannot find API.", (string)(await caller.JsonAsync("/employee"))["status"]!["messages"]![0]!);
        Assert.Equal(2, caller.Server.Requests.Other);
    }

    [Fact]
    public async Task A_base_URL_without_api_ends_at_an_HTML_page()
    {
        await using var caller = await SandboxCaller.StartAsync();

        using var response = await caller.SendAsync(HttpMethod.Get, "/v2/job?start=0&count=1");
        using var page = await caller.SendAsync(HttpMethod.Get, response.Headers.Location!.OriginalString);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal(0, caller.Server.Requests.Total);
    }

    [Fact]
    public async Task Every_answer_sets_the_cookie_that_means_nothing()
    {
        await using var caller = await SandboxCaller.StartAsync();

        using var response = await caller.GetAsync("/job?start=0&count=1");

        Assert.Contains("=_remove_;", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_are_counted_by_endpoint()
    {
        await using var caller = await SandboxCaller.StartAsync();
        await caller.TextAsync("/job?start=0&count=1");
        await caller.TextAsync("/candidate?start=0&count=1");
        await caller.TextAsync("/candidate?start=0&count=1");
        await caller.AskAsync("/task", "{}");

        var counts = caller.Server.Requests;
        caller.Server.ResetRequestCounts();

        Assert.Equal((4, 1, 2, 1, 4), (counts.Total, counts.Job, counts.Candidate, counts.Task, counts.PeakPerMinute));
        Assert.Equal(0, caller.Server.Requests.Total);
    }

    [Fact]
    public async Task Two_sandboxes_in_one_process_share_nothing()
    {
        await using var one = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 5, Seed = 1 });
        await using var other = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 5, Seed = 2 });

        one.Server.Inject(new SandboxFault(FaultKind.Status));

        Assert.Equal(HttpStatusCode.InternalServerError, await one.StatusAsync("/job?start=0&count=1"));
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync("/job?start=0&count=1"));
        Assert.Empty(one.Server.World.CandidateIds.Intersect(other.Server.World.CandidateIds));
        Assert.NotEqual(one.Server.Credentials.ApiKey, other.Server.Credentials.ApiKey);
    }
}
