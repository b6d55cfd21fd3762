namespace Jobvite.Client.Tests;

/// <summary>Answers that only seem to mean that nothing matches (recorded and guessed at, see the protocol page).</summary>
public sealed class OddEndTests
{
    public static TheoryData<int, string> NothingMatches => new()
    {
        { 404, """{"status":{"code":404,"messages":["Nothing here"]}}""" },
        { 404, string.Empty },
        { 200, """{"status":{"code":404,"messages":["No candidates found"]}}""" },
        { 200, """{"status":{"code":100,"messages":["No jobs"]}}""" },
        { 200, """{"status":100}""" },
        { 200, """{"status":"NO_RECORDS_FOUND","responseMessage":"No records found"}""" },
        { 200, """{"candidates":null,"requisitions":null}""" },
        { 200, """{"status":{"code":200,"messages":[]}}""" },
        { 200, """{"status":"success"}""" },
        { 200, "[]" },
    };

    [Theory]
    [MemberData(nameof(NothingMatches))]
    public async Task On_a_list_with_a_filter_it_is_the_end_and_no_proof(int status, string body)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(body, status).Then(body, status);
        var changed = Assert.Single(await test.CandidatePages(new CandidatePageRequest { UpdatedSince = new DateOnly(2026, 3, 1) }));
        Assert.Equal((PageOutcome.NothingMatched, 0), (changed.Outcome, changed.Records.Count + changed.Malformed.Count));
        Assert.Contains("does not prove", changed.IncompleteReason, StringComparison.Ordinal);
        Assert.Equal(PageOutcome.NothingMatched, Assert.Single(await test.JobPages(new JobPageRequest { Filters = [new("jobStatus", "Open")] })).Outcome);
    }

    [Theory]
    [MemberData(nameof(NothingMatches))]
    public async Task On_a_list_without_filters_it_leaves_the_list_incomplete(int status, string body)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(body, status);
        var page = Assert.Single(await test.CandidatePages());
        Assert.Equal(PageOutcome.Incomplete, page.Outcome);
        Assert.Contains("does not prove", page.IncompleteReason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NothingMatches))]
    public async Task After_records_it_is_a_failure(int status, string body)
    {
        using var test = new ClientUnderTest(options => options.MaxRetries = 0);
        test.Jobvite.Then("""{"total":9,"candidates":[{"eId":"c1"},{"eId":"c2"},{"eId":"c3"}]}""").Then(body, status);
        var request = new CandidatePageRequest { PageSize = 3, UpdatedSince = new DateOnly(2026, 3, 1) };
        var failure = await ClientUnderTest.FailureOf(() => test.CandidatePages(request));
        Assert.True(failure.Kind is FailureKind.NotFound or FailureKind.Malformed, failure.Message);
    }

    [Theory]
    [InlineData("""{"total":0,"candidates":[]}""")]
    [InlineData("""{"candidates":[],"status":{"code":200,"messages":[]}}""")]
    [InlineData("""{"total":0,"candidates":null}""")]
    public async Task An_ordinary_empty_list_is_a_proof(string body)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(body);
        Assert.Equal(PageOutcome.Last, Assert.Single(await test.CandidatePages()).Outcome);
    }

    [Fact]
    public async Task A_list_with_nothing_around_it_is_read()
    {
        using var test = new ClientUnderTest();
        // Without a total, one more request shows that nothing follows.
        test.Jobvite.Then("""[{"eId":"c1"},{"eId":"c2"}]""").Then("[]");
        var pages = await test.CandidatePages();
        Assert.Equal((PageOutcome.Last, "c1 c2"), (pages[^1].Outcome, string.Join(' ', pages[0].Records.Select(c => c.Id))));
    }

    [Theory]
    [InlineData("""{"status":{"code":404,"messages":["Not found."]}}""", 404)]
    [InlineData("""{"candidates":null}""", 200)]
    [InlineData("[]", 200)]
    public async Task Behind_a_short_page_an_odd_way_to_say_that_nothing_is_left_is_the_end(string json, int status)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"candidates":[{"eId":"c1"}]}""").Then(json, status);
        Assert.Equal(PageOutcome.Last, (await test.CandidatePages(new CandidatePageRequest { UpdatedSince = new DateOnly(2026, 3, 1) }))[^1].Outcome);
        test.Jobvite.Then("""{"candidates":[{"eId":"c1"}]}""").Then(json, status);
        Assert.Equal(json == "[]" ? PageOutcome.Last : PageOutcome.Ended, (await test.CandidatePages())[^1].Outcome);
    }

    [Fact]
    public async Task A_probe_does_not_take_a_404_for_an_accepted_key()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("{}", 404).Then("""{"status":"success"}""");
        Assert.Equal(FailureKind.NotFound, (await test.Client.ProbeAsync(JobviteEndpoint.Job, TestContext.Current.CancellationToken)).Failure?.Kind);
        Assert.True((await test.Client.ProbeAsync(JobviteEndpoint.Job, TestContext.Current.CancellationToken)).Ok);
    }
}
