using System.Net;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Runs;

/// <summary>Strange answers between good pages, and what a run says while it waits.</summary>
public sealed class PassingFaultTests
{
    private const string RefusedIn200 = """{"status":{"code":401,"messages":["Invalid api/secret. Try again with a valid api/secret"]}}""";

    public static TheoryData<string> Strange => ["html", "403", "302", "404", "401 in 200"];

    [Theory]
    [MemberData(nameof(Strange))]
    public async Task One_strange_answer_between_good_pages_is_waited_for(string form)
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 1400, Total = _ => 1400 });
        bench.Jobvite.Instead = request => request == 2 ? Answer(form) : null;
        var run = await bench.Run(SyncKind.Candidates);
        Assert.Equal((RunStatus.Success, null, 1400), (run.Status, run.Error, run.Progress.Fetched));
        var obstacle = Assert.Single(bench.Obstacles);
        Assert.StartsWith("Jobvite answered page 2 with", obstacle, StringComparison.Ordinal);
        Assert.Contains("after 1 good page", obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_pass_is_named_as_what_it_is_after_six_attempts()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 1400, Total = _ => 1400 });
        bench.Jobvite.Instead = request => request >= 3 ? PlayedHttp.Html() : null;
        var run = await bench.Run(SyncKind.Candidates);
        Assert.Equal((RunStatus.Partial, 0), (run.Status, run.Progress.Deleted));
        Assert.StartsWith("Jobvite answered page 3 with a web page or a redirect instead of data, after 2 good pages", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("base URL", run.Error, StringComparison.Ordinal);

        // Two good pages, one failed, and each retry begins a page early.
        Assert.InRange(bench.Jobvite.Pages.Count, 8, 13);
    }

    [Theory]
    [MemberData(nameof(Strange))]
    public async Task Before_any_good_page_it_ends_the_run_at_once(string form)
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 1400, Total = _ => 1400 });
        bench.Jobvite.Instead = _ => Answer(form);
        var run = await bench.Run(SyncKind.Candidates);
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Single(bench.Jobvite.Pages);
        Assert.Empty(bench.Obstacles);
    }

    [Fact]
    public async Task A_run_that_waits_for_a_jobvite_that_answers_500_says_so_and_no_longer_once_it_goes_on()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 20, Total = _ => 20 });
        bench.Jobvite.Instead = request => request <= 2 ? PlayedHttp.Json("{}", HttpStatusCode.InternalServerError) : null;
        var run = await bench.Run(SyncKind.Candidates);
        Assert.Equal((RunStatus.Success, null), (run.Status, run.Error));
        Assert.Contains("status 500", bench.Obstacles[0], StringComparison.Ordinal);
        Assert.Contains("attempt 2 of 6", bench.Obstacles[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_is_switched_off_stops_at_the_next_page()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 5000, Total = _ => 5000 });
        bench.Jobvite.Before = request =>
        {
            if (request == 3)
            {
                bench.Change(settings => settings with { SyncCandidates = false });
            }
        };
        var run = await bench.Run(SyncKind.Candidates);
        Assert.Equal((RunStatus.Cancelled, "The sync of candidates was switched off while the run was under way."), (run.Status, run.Error));
        Assert.InRange(bench.Jobvite.Pages.Count, 3, 5);
    }

    [Fact]
    public async Task A_switch_that_went_off_takes_effect_in_the_run_under_way()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 2400, Total = _ => 2400 });
        bench.Change(settings => settings with { SyncDocuments = true });
        bench.Jobvite.Before = request =>
        {
            if (request == 2)
            {
                bench.Change(settings => settings with { SyncDocuments = false });
            }
        };
        var run = await bench.Run(SyncKind.Candidates);
        Assert.Equal((RunStatus.Success, 2400), (run.Status, run.Progress.Fetched));

        // Five pages, the second look, and at most three more because reading began anew.
        Assert.InRange(bench.Jobvite.Pages.Count, 7, 9);
    }

    [Fact]
    public async Task A_run_whose_filters_went_away_while_it_read_deletes_nothing_of_what_they_hid()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 1200, Total = _ => 1200 });
        await bench.Run(SyncKind.Candidates);
        bench.Change(settings => settings with { CandidateFilters = settings.CandidateFilters.Add("wflowstate", "New") }, scope: true);

        // Ten fewer with the filter. It goes while the run reads, nobody ends the run, and Jobvite fails once: reading goes on without it.
        (bench.Jobvite.Size, bench.Jobvite.Total) = (1190, static _ => 1190);
        bench.Jobvite.Instead = request =>
        {
            if (request != 6)
            {
                return null;
            }

            bench.Change(settings => settings with { CandidateFilters = settings.CandidateFilters.Clear() }, scope: true);
            return PlayedHttp.Json("{}", HttpStatusCode.InternalServerError);
        };
        var run = await bench.Run(SyncKind.Candidates);
        Assert.Equal((RunStatus.Cancelled, 0, 1200L), (run.Status, run.Progress.Deleted, await bench.Living(SyncKind.Candidates)));
        Assert.Equal("The settings changed what is to be read; start the sync again.", run.Error);
    }

    private static HttpResponseMessage Answer(string form) => form switch
    {
        "html" => PlayedHttp.Html(),
        "403" => PlayedHttp.Html(HttpStatusCode.Forbidden),
        "302" => PlayedHttp.Redirect("https://app.jobvite.com/maintenance.html"),
        "404" => PlayedHttp.Html(HttpStatusCode.NotFound),
        _ => PlayedHttp.Json(RefusedIn200),
    };
}
