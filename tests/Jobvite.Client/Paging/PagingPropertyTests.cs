using CsCheck;

namespace Jobvite.Client.Tests;

public sealed class PagingPropertyTests
{
    private const int Samples = 10_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_list_that_stands_still_is_read_whole_whatever_it_counts_from_and_says() => ShiftingList.Still.SampleAsync(async list =>
    {
        var (read, outcome, reason) = await list.ReadAsync(Ct);
        Assert.True(list.FeignedItsEnd || list.PresentThroughout.SetEquals(read), reason);
        if (list.Total is not SaidTotal.TooLarge && !list.FeignedItsEnd)
        {
            Assert.True(outcome == PageOutcome.Last, reason);
        }
    }, iter: Samples);

    [Fact]
    public Task What_is_there_throughout_is_never_skipped_by_a_run_that_calls_itself_complete() => ShiftingList.Any.SampleAsync(async list =>
    {
        var (read, outcome, _) = await list.ReadAsync(Ct);
        Assert.True(outcome != PageOutcome.Last || list.FeignedItsEnd || list.PresentThroughout.IsSubsetOf(read));
    }, iter: Samples);

    [Fact]
    public Task Who_read_less_than_the_largest_total_concludes_nothing() => ShiftingList.Any.SampleAsync(async list =>
    {
        var (read, outcome, reason) = await list.ReadAsync(Ct);
        Assert.True(outcome != PageOutcome.Last || read.Count >= list.LargestTotal);
        Assert.Equal(outcome == PageOutcome.Last, reason is null);
    }, iter: Samples);

    [Fact]
    public async Task Records_deleted_behind_the_reading_point_are_noticed_and_made_good()
    {
        var list = new ShiftingList(20, 5, false, SaidTotal.Never, [0], [new Change(false, 0, 0), new Change(false, 0, 3), new Change(false, 0, 0), new Change(false, 0, 4)]);
        var (read, outcome, _) = await list.ReadAsync(Ct);
        Assert.Equal(PageOutcome.Last, outcome);
        Assert.Superset(list.PresentThroughout, read);
        Assert.Equal(13, list.PresentThroughout.Count);
    }

    [Fact]
    public Task Insertions_never_make_a_run_skip_what_was_there() => ShiftingList.Any
        .Select(list => list with { Changes = [.. list.Changes.Select(change => change with { Insert = true })] })
        .SampleAsync(async list =>
    {
        var (read, outcome, _) = await list.ReadAsync(Ct);
        Assert.True(outcome == PageOutcome.Incomplete || list.FeignedItsEnd || list.PresentThroughout.IsSubsetOf(read));
    }, iter: Samples);

    [Fact]
    public Task What_is_there_throughout_is_never_skipped_in_a_list_of_what_changed_with_right_totals() => ShiftingList.Any
        .Select(list => list with { Total = SaidTotal.Right, CountsFromOne = false })
        .SampleAsync(async list =>
    {
        var (read, outcome, reason) = await list.ReadAsync(Ct, grows: true);
        Assert.True(outcome != PageOutcome.Last || list.PresentThroughout.IsSubsetOf(read), reason);
    }, iter: Samples);

    [Fact]
    public Task Reading_always_ends_and_soon() => ShiftingList.Any.SampleAsync(async list =>
    {
        await list.ReadAsync(Ct);
        var step = Math.Max(1, Math.Min(list.Asked, list.Caps.Min(cap => cap == 0 ? list.Asked : cap)) - 2);
        var most = ((list.Size + (8 * 12)) / step) + 4 + (8 * (4 + (list.Asked * 256 / step)));
        Assert.InRange(list.Requests, 1, most);
    }, iter: Samples);

    [Fact]
    public Task Any_sequence_of_answers_comes_to_an_end() =>
        Gen.Select(Gen.Int[1, 10], Gen.Int[1, 30], Gen.Int[0, 12].Array[1, 10].Array[1, 5], Gen.Int[0, 100]).SampleAsync(async (asked, ceiling, pages, total) =>
        {
            var requests = 0;
            Task<RawPage<int>> Fetch(PageAsk ask, CancellationToken token)
            {
                var page = pages[requests++ % pages.Length];
                return Task.FromResult(new RawPage<int>(page, [], page.Length, [.. page.Select(i => (ulong)i)], total));
            }

            PageOutcome? outcome = null;
            await foreach (var page in PageWalk.ReadAsync(new PageReading(0, asked, ceiling), Fetch, Ct))
            {
                outcome = page.Outcome;
                Assert.InRange(page.NextStart, 0, int.MaxValue);
                Assert.Equal(page.Outcome is PageOutcome.Incomplete or PageOutcome.Ended, page.IncompleteReason is not null);
            }

            Assert.NotEqual(PageOutcome.More, outcome);
            Assert.InRange(requests, 1, ceiling);
        }, iter: Samples);
}
