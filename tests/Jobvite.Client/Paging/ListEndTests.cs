using System.Globalization;
using System.Web;

namespace Jobvite.Client.Tests;

/// <summary>What proves that a list was seen whole (docs/adr/0023), by the examples that were found.</summary>
public sealed class ListEndTests
{
    [Fact]
    public async Task A_short_page_in_the_middle_is_no_end_though_the_total_has_become_zero()
    {
        using var test = new ClientUnderTest();
        Serve(test, 2600, total: start => start == 0 ? 2600 : 0, cap: start => start == 1497 ? 499 : 500);
        var pages = await test.JobPages();
        Assert.Equal(2600, Ids(pages).Count);
        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
    }

    [Fact]
    public async Task Pages_that_are_capped_are_read_on_from_where_they_stopped()
    {
        using var test = new ClientUnderTest();
        Serve(test, 1250, total: start => start == 0 ? 1250 : 0, cap: _ => 450);
        var pages = await test.JobPages();
        Assert.Equal(1250, Ids(pages).Count);
        Assert.Equal(["0", "449", "898", "1249"], test.Jobvite.Requests.Select(r => HttpUtility.ParseQueryString(r.Uri.Query)["start"]));
        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
    }

    [Fact]
    public async Task A_short_page_without_any_total_is_confirmed_by_one_more_request()
    {
        using var test = new ClientUnderTest();
        Serve(test, 20, total: _ => null);
        var pages = await test.JobPages();
        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
        Assert.Equal(2, test.Jobvite.Requests.Count);
    }

    [Fact]
    public async Task A_short_page_whose_own_total_is_met_is_the_end()
    {
        using var test = new ClientUnderTest();
        Serve(test, 20, total: _ => 20);
        Assert.Equal(PageOutcome.Last, Assert.Single(await test.JobPages()).Outcome);
    }

    [Fact]
    public async Task A_total_that_counts_records_that_are_not_shown_proves_nothing_and_says_so()
    {
        using var test = new ClientUnderTest();
        Serve(test, 1100, total: _ => 1160);
        var pages = await test.JobPages();
        Assert.Equal(1100, Ids(pages).Count);
        Assert.Equal(PageOutcome.Ended, pages[^1].Outcome);
        Assert.Contains("more records: 1160, but its list ended after 1100", pages[^1].IncompleteReason, StringComparison.Ordinal);
        Assert.Equal(4, test.Jobvite.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_became_shorter_ahead_of_the_reading_point_is_worth_reading_again()
    {
        using var test = new ClientUnderTest();
        Serve(test, 1100, total: start => start == 0 ? 1105 : 1100);
        Assert.Equal(PageOutcome.Incomplete, (await test.JobPages())[^1].Outcome);
    }

    [Fact]
    public async Task The_total_of_before_an_interruption_still_counts_after_it()
    {
        using var test = new ClientUnderTest();
        Serve(test, 1400, total: _ => 0);
        Assert.Equal(PageOutcome.Last, (await test.JobPages(new JobPageRequest { Start = 500, TotalBefore = 1400 }))[^1].Outcome);
        Assert.Equal(PageOutcome.Ended, (await test.JobPages(new JobPageRequest { Start = 500, TotalBefore = 2600 }))[^1].Outcome);
    }

    [Fact]
    public async Task A_list_that_counts_from_one_and_is_capped_loses_no_entry_after_an_interruption()
    {
        using var test = new ClientUnderTest();
        Serve(test, 10, total: _ => 10, cap: _ => 5, from: 1);
        var pages = await test.JobPages(new JobPageRequest { Start = 5, TotalBefore = 10 });
        Assert.Contains("j9", Ids(pages));
        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
    }

    [Theory]
    [InlineData(501, 0)]
    [InlineData(700, 0)]
    [InlineData(501, 1)]
    [InlineData(998, 1)]
    [InlineData(3, 0)]
    [InlineData(1, 1)]
    public async Task Exactly_as_many_records_come_as_are_wanted(int limit, int from)
    {
        using var test = new ClientUnderTest();
        Serve(test, 2000, total: _ => 2000, from: from);
        Assert.Equal(limit, (await Read(test, limit)).Count);
        Assert.Equal(limit <= 500 ? 1 : 2, test.Jobvite.Requests.Count);
        Assert.InRange(Count(test.Jobvite.Requests[^1]), 1, Math.Max(50, (limit > 500 ? limit - 500 : limit) + 3));
    }

    [Fact]
    public async Task A_short_page_near_the_limit_is_no_end_though_there_is_no_total()
    {
        using var test = new ClientUnderTest();
        Serve(test, 60, total: _ => 0, cap: _ => 8, cutShort: 2);

        Assert.Equal(13, (await Read(test, limit: 13)).Count);
        Assert.Equal(2, test.Jobvite.Requests.Count);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_asked_for_in_half_the_size_and_the_size_is_told()
    {
        using var test = new ClientUnderTest(options => options.MaxResponseBytes = 32 * 1024);
        Serve(test, 900, total: _ => 900, weight: _ => 80);
        var pages = await test.JobPages();
        Assert.Equal(900, Ids(pages).Count);
        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
        Assert.All(pages, page => Assert.Equal(250, page.WorkingSize));
        Assert.Equal(5, test.Jobvite.Requests.Count);

        test.Jobvite.Requests.Clear();
        await test.JobPages(new JobPageRequest { PageSize = 250, LargestPage = 500 });
        Assert.Equal(4, test.Jobvite.Requests.Count);
    }

    [Fact]
    public async Task Pages_grow_again_slowly_when_they_are_small_enough()
    {
        using var test = new ClientUnderTest();
        Serve(test, 2000, total: _ => 2000);
        var pages = await test.JobPages(new JobPageRequest { PageSize = 100, LargestPage = 500 });
        Assert.Equal([100, 100, 100, 100, 125], test.Jobvite.Requests.Take(5).Select(Count));
        Assert.Equal(2000, Ids(pages).Count);
        Assert.True(pages[^2].WorkingSize > 125);
    }

    [Fact]
    public async Task A_single_record_that_is_too_large_fails_and_the_list_goes_on_in_the_size_of_before()
    {
        using var test = new ClientUnderTest(options => options.MaxResponseBytes = 64 * 1024);
        Serve(test, 1200, total: _ => 1200, weight: i => i == 700 ? 70_000 : 10);
        var pages = await test.JobPages();
        Assert.Equal(1199, Ids(pages).Count);
        var bad = Assert.Single(pages.SelectMany(page => page.Malformed));
        Assert.Null(bad.Id);
        Assert.Contains("larger answer", bad.Reason, StringComparison.Ordinal);
        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
        Assert.Equal(500, pages[^1].WorkingSize);
        Assert.InRange(test.Jobvite.Requests.Count, 4, 24);
    }

    [Fact]
    public async Task Answers_that_have_no_end_whatever_is_asked_for_end_the_reading()
    {
        using var test = new ClientUnderTest(options => options.MaxResponseBytes = 2048);
        Serve(test, 1200, total: _ => 1200, weight: _ => 4000);
        var failure = await ClientUnderTest.FailureOf(() => test.JobPages());
        Assert.True(failure.TooLarge);
        Assert.InRange(test.Jobvite.Requests.Count, 1, 14);
    }

    private static async Task<HashSet<string>> Read(ClientUnderTest test, int limit)
    {
        var read = new HashSet<string>();
        await foreach (var page in test.Client.ReadJobPagesAsync(new JobPageRequest { Remaining = () => limit - read.Count }, TestContext.Current.CancellationToken))
        {
            read.UnionWith(page.Records.Select(job => job.Id));
            if (read.Count >= limit)
            {
                break;
            }
        }

        return read;
    }

    private static HashSet<string> Ids(IEnumerable<JobvitePage<JobviteJob>> pages) => [.. pages.SelectMany(page => page.Records).Select(job => job.Id)];

    private static int Count(SeenRequest request) => int.Parse(HttpUtility.ParseQueryString(request.Uri.Query)["count"]!, CultureInfo.InvariantCulture);

    private static void Serve(
        ClientUnderTest test, int size, Func<int, int?> total, Func<int, int>? cap = null, int from = 0, Func<int, int>? weight = null, int cutShort = 0) => test.Jobvite.Otherwise = request =>
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var (start, count) = (int.Parse(query["start"]!, CultureInfo.InvariantCulture), int.Parse(query["count"]!, CultureInfo.InvariantCulture));
        var most = Math.Min(count, cap?.Invoke(start) ?? count);
        var jobs = Enumerable.Range(0, size).Skip(Math.Max(start, from) - from).Take(start > 0 ? most - cutShort : most)
            .Select(i => $$"""{"eId":"j{{i}}","description":"{{new string('x', weight?.Invoke(i) ?? 0)}}"}""");
        var said = total(start) is { } number ? $"\"total\":{number}," : string.Empty;
        return StubJobvite.Json($$"""{{{said}}"requisitions":[{{string.Join(',', jobs)}}]}""");
    };
}
