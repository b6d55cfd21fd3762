using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Runs;

/// <summary>How many records runs ask for at a time.</summary>
public sealed class PageSizeTests
{
    [Fact]
    public async Task Pages_that_are_too_large_are_asked_for_in_half_the_size_and_the_next_run_begins_with_it()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 900, Total = _ => 900, Weight = _ => 500 }, options => options.MaxResponseBytes = 200 * 1024);
        var first = await bench.Run(SyncKind.Candidates);
        Assert.Equal((RunStatus.Success, 900), (first.Status, first.Progress.Fetched));
        Assert.Equal([500, 250, 250, 250, 250], bench.Jobvite.Pages.Take(5).Select(page => page.Count));

        var before = bench.Jobvite.Pages.Count;
        var second = await bench.Run(SyncKind.Candidates);
        Assert.Equal(RunStatus.Success, second.Status);
        Assert.All(bench.Jobvite.Pages.Skip(before).Take(4), page => Assert.Equal(250, page.Count));
    }

    [Fact]
    public async Task A_single_record_that_is_too_large_is_a_failure_of_this_record_alone()
    {
        await using var bench = await RunBench.Create(
            new PlayedHttp { Size = 900, Total = _ => 900, Weight = i => i == 300 ? 300_000 : 20 }, options => options.MaxResponseBytes = 250 * 1024);
        var run = await bench.Run(SyncKind.Candidates);
        Assert.Equal((RunStatus.Partial, 899, 1), (run.Status, run.Progress.Created, run.Progress.Failed));
        Assert.Contains("larger answer", Assert.Single(run.Failures).Reason, StringComparison.Ordinal);
        Assert.NotNull((await bench.History(SyncKind.Candidates)).LastCompleteStartedAt);
    }

    [Theory]
    [InlineData(501)]
    [InlineData(700)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task A_limited_run_reads_and_stores_exactly_its_limit(int limit)
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 2000, Total = _ => 2000 });
        var run = await bench.Run(SyncKind.Candidates, limit: limit);
        Assert.Equal((RunStatus.Success, limit), (run.Status, run.Progress.Fetched));
        Assert.Equal(limit, await bench.Living(SyncKind.Candidates));
        Assert.True(bench.Jobvite.Pages[^1].Count < 500 || limit == 1000);
    }

    [Fact]
    public async Task A_limited_run_that_was_interrupted_reads_exactly_its_limit()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 2000, Total = _ => 2000 });
        bench.Jobvite.Instead = request => request is 2 or 4 ? PlayedHttp.Json("{}", System.Net.HttpStatusCode.ServiceUnavailable) : null;
        var run = await bench.Run(SyncKind.Candidates, limit: 1203);
        Assert.Equal((RunStatus.Success, 1203), (run.Status, run.Progress.Fetched));
        Assert.Equal(1203, await bench.Living(SyncKind.Candidates));
    }
}
