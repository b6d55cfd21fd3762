using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Runs;

/// <summary>A record is marked as deleted only on evidence that proves it (docs/adr/0023).</summary>
public sealed class ListProofTests
{
    [Fact]
    public async Task Living_candidates_survive_a_short_page_in_the_middle_and_a_total_that_becomes_zero()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 2600, Total = _ => 2600 });
        await bench.Run(SyncKind.Candidates);
        bench.Jobvite.Total = start => start == 0 ? 2600 : 0;
        bench.Jobvite.Cap = start => start == 1497 ? 499 : 500;

        var run = await bench.Run(SyncKind.Candidates);

        Assert.Equal((RunStatus.Success, 2600, 0), (run.Status, run.Progress.Fetched, run.Progress.Deleted));
        Assert.Equal(2600, await bench.Living(SyncKind.Candidates));
    }

    [Fact]
    public async Task Capped_pages_lose_nobody()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 1250, Total = start => start == 0 ? 1250 : 0, Cap = _ => 450 });
        var run = await bench.Run(SyncKind.Candidates);
        Assert.Equal((RunStatus.Success, 1250), (run.Status, run.Progress.Fetched));
    }

    [Fact]
    public async Task A_list_that_ends_short_of_its_total_is_partial_deletes_nothing_says_so_and_still_moves_the_watermark()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 1100, Total = _ => 1100 });
        await bench.Run(SyncKind.Candidates);
        bench.Jobvite.Size = 1050;

        var run = await bench.Run(SyncKind.Candidates);

        Assert.Equal((RunStatus.Partial, 0), (run.Status, run.Progress.Deleted));
        Assert.Contains("more records: 1100, but its list ended after 1050. A run that sees less than it is told of deletes nothing.", run.Error, StringComparison.Ordinal);
        Assert.Equal(1100, await bench.Living(SyncKind.Candidates));
        Assert.Equal(run.StartedAt, (await bench.History(SyncKind.Candidates)).LastCompleteStartedAt);
    }

    [Fact]
    public async Task An_empty_page_below_the_total_is_no_end_and_no_watermark()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 1100, Total = _ => 1100 });
        bench.Jobvite.Instead = _ => PlayedHttp.Json("""{"total":1100,"candidates":[]}""");

        var run = await bench.Run(SyncKind.Candidates);

        Assert.Equal(RunStatus.Partial, run.Status);
        Assert.Null((await bench.History(SyncKind.Candidates)).LastCompleteStartedAt);
    }

    [Fact]
    public async Task The_total_of_before_an_interruption_is_remembered_by_the_run()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 2600, Total = _ => 2600 });
        await bench.Run(SyncKind.Candidates);
        bench.Jobvite.Total = start => start == 0 && bench.Jobvite.Size == 2600 ? 2600 : 0;
        var before = bench.Jobvite.Pages.Count;
        bench.Jobvite.Instead = request =>
        {
            if (request != before + 3)
            {
                return null;
            }

            // From here on Jobvite shows less, and says nothing of how much there is.
            bench.Jobvite.Size = 2000;
            return PlayedHttp.Json("{}", System.Net.HttpStatusCode.ServiceUnavailable);
        };

        var run = await bench.Run(SyncKind.Candidates);

        Assert.Equal((RunStatus.Partial, 0), (run.Status, run.Progress.Deleted));
        Assert.Equal(2600, run.Progress.Total);
        Assert.Equal(2600, await bench.Living(SyncKind.Candidates));
    }

    [Fact]
    public async Task A_job_that_left_the_list_is_asked_for_and_stays_with_the_state_it_has()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 30, Total = _ => 30 });
        await bench.Run(SyncKind.Jobs);
        bench.Jobvite.Size = 27;
        bench.Jobvite.Total = _ => 27;
        bench.Jobvite.Hidden[PlayedHttp.Id(27)] = "Filled";

        var run = await bench.Run(SyncKind.Jobs);

        Assert.Equal((RunStatus.Success, 2), (run.Status, run.Progress.Deleted));
        Assert.Equal(("Filled", null), ((await bench.Job(PlayedHttp.Id(27)))!.Status, (await bench.Job(PlayedHttp.Id(27)))!.DeletedAt));
        Assert.NotNull((await bench.Job(PlayedHttp.Id(28)))!.DeletedAt);
        Assert.Equal(2, bench.Jobvite.ByIds.Count);
    }

    [Fact]
    public async Task A_run_of_jobs_that_misses_nothing_makes_no_further_request()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 30, Total = _ => 30 });
        await bench.Run(SyncKind.Jobs);
        await bench.Run(SyncKind.Jobs);
        Assert.Equal(2, bench.Jobvite.Pages.Count);
        Assert.Empty(bench.Jobvite.ByIds);
    }
}
