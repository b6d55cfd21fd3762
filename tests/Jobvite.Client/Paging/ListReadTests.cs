using System.Globalization;
using System.Web;

namespace Jobvite.Client.Tests;

public sealed class ListReadTests
{
    [Fact]
    public async Task Pages_are_asked_for_with_start_and_count_and_overlap_by_one()
    {
        using var test = new ClientUnderTest();
        Serve(test, total: 5, names: "requisitions");
        var pages = await test.JobPages(new JobPageRequest { PageSize = 3, Filters = new Dictionary<string, string> { ["jobStatus"] = "Open & shut" } });
        Assert.Equal(["0", "2", "4"], test.Jobvite.Requests.Select(r => HttpUtility.ParseQueryString(r.Uri.Query)["start"]));
        Assert.All(test.Jobvite.Requests, r => Assert.Equal("Open & shut", HttpUtility.ParseQueryString(r.Uri.Query)["jobStatus"]));
        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
        Assert.Equal(5, pages.SelectMany(p => p.Records).Select(j => j.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_filter_may_be_given_several_times()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":0,"requisitions":[]}""");
        await test.JobPages(new JobPageRequest { Filters = [new("jobStatus", "Open"), new("jobStatus", "Filled"), new("availableTo", "External")] });
        Assert.Equal("?jobStatus=Open&jobStatus=Filled&availableTo=External&start=0&count=500", test.Jobvite.Requests[0].Uri.Query);
    }

    [Fact]
    public async Task A_list_of_2000_takes_five_requests()
    {
        using var test = new ClientUnderTest();
        Serve(test, total: 2000, names: "requisitions");
        await test.JobPages();
        Assert.Equal(5, test.Jobvite.Requests.Count);
    }

    [Fact]
    public async Task Reading_goes_on_from_where_a_page_said()
    {
        using var test = new ClientUnderTest();
        Serve(test, total: 10, names: "jobs");
        var first = (await test.JobPages(new JobPageRequest { PageSize = 4, MaxPages = 1 }))[0];
        Assert.Equal(PageOutcome.Incomplete, first.Outcome);
        var rest = await test.JobPages(new JobPageRequest { PageSize = 4, Start = first.NextStart });
        Assert.Equal(10, rest.Prepend(first).SelectMany(p => p.Records).Select(j => j.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_ignores_start_ends_the_run_as_incomplete()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Otherwise = _ => StubJobvite.Json("""{"total":9,"requisitions":[{"eId":"a"},{"eId":"b"}]}""");
        var pages = await test.JobPages(new JobPageRequest { PageSize = 2 });
        Assert.Equal(4, pages.Count);
        Assert.Equal(PageOutcome.Incomplete, pages[^1].Outcome);
        Assert.Contains("kept sending records that had come before", pages[^1].IncompleteReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_announced_but_not_sent_make_the_run_incomplete()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":2000,"candidates":[]}""");
        Assert.Equal(PageOutcome.Incomplete, Assert.Single(await test.CandidatePages()).Outcome);
    }

    [Fact]
    public async Task The_page_ceiling_ends_the_run_as_incomplete()
    {
        using var test = new ClientUnderTest();
        Serve(test, total: 100, names: "requisitions");
        var pages = await test.JobPages(new JobPageRequest { PageSize = 10, MaxPages = 3 });
        Assert.Equal([PageOutcome.More, PageOutcome.More, PageOutcome.Incomplete], pages.Select(p => p.Outcome));
    }

    [Fact]
    public async Task A_person_with_two_applications_is_two_entries_and_no_repetition()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":4,"candidates":[{"eId":"c1","application":{"eId":"a1"}},{"eId":"c1","application":{"eId":"a2"}}]}""")
            .Then("""{"total":4,"candidates":[{"eId":"c1","application":{"eId":"a3"}},{"eId":"c1","application":{"eId":"a4"}}]}""")
            .Then("""{"total":0,"candidates":[]}""");
        var pages = await test.CandidatePages(new CandidatePageRequest { PageSize = 2 });
        Assert.Equal([PageOutcome.More, PageOutcome.More, PageOutcome.Last], pages.Select(p => p.Outcome));
    }

    [Fact]
    public async Task Dates_and_state_become_jobvites_parameters()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":0,"candidates":[]}""");
        await test.CandidatePages(new CandidatePageRequest { UpdatedSince = new DateOnly(2026, 3, 1), UpdatedUntil = new DateOnly(2026, 3, 9), WorkflowState = "Offer made" });
        var query = HttpUtility.ParseQueryString(test.Jobvite.Requests[0].Uri.Query);
        Assert.Equal(("2026-03-01", "2026-03-09", "yyyy-MM-dd", "Offer made"), (query["datestart"], query["dateend"], query["dateFormat"], query["wflowstate"]));
    }

    [Fact]
    public async Task One_malformed_record_is_reported_beside_the_good_ones()
    {
        using var test = new ClientUnderTest();
        var deep = string.Concat(Enumerable.Repeat("[", 70)) + new string(']', 70);
        test.Jobvite.Then("{\"total\":7,\"candidates\":[{\"eId\":\"c1\"},{\"firstName\":\"Secret\"},null,{\"eId\":\"c4\",\"x\":" + deep
            + "},{\"eId\":\"c5\",\"firstName\":\"\\ud800\"},{\"eId\":\"c6\",\"application\":{\"workflowState\":\"New\"}},{\"eId\":\"c7\"}]}");
        var page = Assert.Single(await test.CandidatePages());
        Assert.Equal(["c1", "c5", "c6", "c7"], page.Records.Select(c => c.Id));
        Assert.Equal([1, 2, 3, 5], page.Malformed.Select(m => m.Index));
        Assert.Equal("c6", page.Malformed[3].Id);
        Assert.All(page.Malformed, m => Assert.DoesNotContain("Secret", m.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-1, 500, 10)]
    [InlineData(0, 0, 10)]
    [InlineData(0, 501, 10)]
    [InlineData(0, 500, 0)]
    public async Task Impossible_pages_are_refused_unsent(int start, int size, int maxPages)
    {
        using var test = new ClientUnderTest();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.JobPages(new JobPageRequest { Start = start, PageSize = size, MaxPages = maxPages }));
        Assert.Empty(test.Jobvite.Requests);
    }

    [Theory]
    [InlineData("start", "0")]
    [InlineData("API", "key")]
    [InlineData("sc", "secret")]
    [InlineData("datestart", "2020-01-01")]
    [InlineData("a&b", "x")]
    [InlineData("", "x")]
    [InlineData("ok", "line\nbreak")]
    public async Task Filters_that_touch_paging_or_credentials_are_refused_unsent(string name, string value)
    {
        using var test = new ClientUnderTest();
        var filters = new Dictionary<string, string> { [name] = value };
        Assert.NotNull(JobviteFilters.FindProblem(filters));
        await Assert.ThrowsAsync<ArgumentException>(() => test.JobPages(new JobPageRequest { Filters = filters }));
        Assert.Empty(test.Jobvite.Requests);
    }

    private static void Serve(ClientUnderTest test, int total, string names) => test.Jobvite.Otherwise = request =>
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var (start, count) = (int.Parse(query["start"]!, CultureInfo.InvariantCulture), int.Parse(query["count"]!, CultureInfo.InvariantCulture));
        var ids = Enumerable.Range(0, total).Skip(start).Take(count).Select(i => $$"""{"eId":"j{{i}}"}""");
        return StubJobvite.Json("{\"total\":" + total + ",\"" + names + "\":[" + string.Join(',', ids) + "]}");
    };
}
