using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class RunContract : StoreContract
{
    [Fact]
    public async Task A_new_run_is_queued_and_belongs_to_nobody()
    {
        var start = await Runs.StartOrJoin(Run(limit: 7), Stop);

        Assert.False(start.Joined);
        Assert.Equal(RunStatus.Queued, start.Run.Status);
        Assert.Equal(Now, start.Run.StartedAt);
        Assert.Equal(start.Run with { Failures = [] }, (await Reader.GetRun(Company, start.Run.RunId, Stop))! with { Failures = [] });
    }

    [Fact]
    public async Task A_run_under_way_is_joined()
    {
        var first = await Runs.StartOrJoin(Run(), Stop);
        await Runs.Take(Company, first.Run.RunId, Stop);
        var second = await Runs.StartOrJoin(Run(), Stop);

        Assert.True(second.Joined);
        Assert.Equal(first.Run.RunId, second.Run.RunId);
        Assert.Equal(RunStatus.Running, second.Run.Status);
    }

    [Fact]
    public async Task Kinds_and_companies_run_beside_each_other()
    {
        await Runs.StartOrJoin(Run(SyncKind.Jobs), Stop);

        Assert.False((await Runs.StartOrJoin(Run(SyncKind.Candidates), Stop)).Joined);
        Assert.False((await Runs.StartOrJoin(Run(SyncKind.Jobs, company: Other), Stop)).Joined);
    }

    [Fact]
    public async Task Of_many_simultaneous_starts_one_begins_a_run()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Runs.StartOrJoin(Run(), Stop)));

        Assert.Single(starts, start => !start.Joined);
        Assert.Single(starts.Select(start => start.Run.RunId).Distinct());
    }

    [Fact]
    public async Task Starting_the_same_run_again_after_its_end_returns_it()
    {
        var run = Run();
        await Runs.StartOrJoin(run, Stop);
        var held = (await Runs.Take(Company, run.RunId, Stop))!.Run;
        await Runs.Finish(held, new RunEnd(RunStatus.Success, null, Complete: true), Stop);

        var again = await Runs.StartOrJoin(run, Stop);

        Assert.True(again.Joined);
        Assert.Equal(RunStatus.Success, again.Run.Status);
    }

    [Fact]
    public async Task Taking_a_run_again_fences_the_former_holder_off()
    {
        var first = await Begin(SyncKind.Jobs);
        var second = (await Runs.Take(Company, first.RunId, Stop))!.Run;

        var page = await SavePage(first, Sample.Job("j1"));

        Assert.True(second.Epoch > first.Epoch);
        Assert.Equal(RunPulse.Lost, page.Pulse);
        Assert.Equal(RunPulse.Lost, await Runs.Heartbeat(first, Stop));
        Assert.Null(await Runs.Finish(first, new RunEnd(RunStatus.Success, null, Complete: true), Stop));
        Assert.Null(await Records.DeleteUnseen(first, Stop));
        Assert.Null(await Reader.GetJob(Company, "j1", Stop));
        Assert.Equal(RunPulse.Alive, await Runs.Heartbeat(second, Stop));
    }

    [Fact]
    public async Task A_run_that_ended_or_never_was_cannot_be_taken()
    {
        var run = await Begin();
        await Runs.Finish(run, new RunEnd(RunStatus.Failed, "No answer.", Complete: false), Stop);

        Assert.Null(await Runs.Take(Company, run.RunId, Stop));
        Assert.Null(await Runs.Take(Company, Guid.CreateVersion7(), Stop));
        Assert.Null(await Runs.Take(Other, run.RunId, Stop));
    }

    [Fact]
    public async Task A_taken_run_goes_on_where_its_last_page_left_it()
    {
        var run = await Begin(SyncKind.Jobs);
        await Records.SavePage(Page(run, "500") with { Total = 900, DeletionBlocked = "first" }, [Sample.Job("j1")], IncomingWins.Instance, Stop);
        await Records.SavePage(Page(run, "1000") with { DeletionBlocked = "second" }, [Sample.Job("j2")], IncomingWins.Instance, Stop);

        var taken = (await Runs.Take(Company, run.RunId, Stop))!;

        Assert.Equal("1000", taken.Cursor);
        Assert.Equal("first", taken.DeletionBlocked);
        Assert.Equal(new SyncProgress { Fetched = 2, Total = 900, Created = 2, Pages = 2 }, taken.Progress);
    }

    [Fact]
    public async Task A_failure_without_an_id_is_remembered_over_a_restart()
    {
        var run = await Begin(SyncKind.Jobs);
        await Records.SavePage(Page(run, "1") with { Failures = [new RecordFailure("j9", "Broken.")] }, [Sample.Job("j1")], IncomingWins.Instance, Stop);
        Assert.False((await Runs.Take(Company, run.RunId, Stop))!.FailedWithoutId);

        run = (await Runs.Take(Company, run.RunId, Stop))!.Run;
        await Records.SavePage(Page(run, "2") with { Failures = [new RecordFailure(null, "Broken.")] }, [Sample.Job("j2")], IncomingWins.Instance, Stop);
        await Records.SavePage(Page(run, "3"), [Sample.Job("j3")], IncomingWins.Instance, Stop);
        Assert.True((await Runs.Take(Company, run.RunId, Stop))!.FailedWithoutId);
    }

    [Fact]
    public async Task A_record_that_comes_again_unchanged_counts_once()
    {
        var run = await Begin(SyncKind.Jobs);
        await SavePage(run, Sample.Job("j1"), Sample.Job("j2"));
        var page = await SavePage(run, Sample.Job("j2"), Sample.Job("j3"));

        Assert.Equal((1, 3, 3, 0), (page.NewIds, page.Progress.Fetched, page.Progress.Created, page.Progress.Unchanged));
    }

    [Fact]
    public async Task A_cancelled_run_tells_its_holder_who_still_stores_the_page_in_hand()
    {
        var run = await Begin(SyncKind.Jobs);
        var asked = await Runs.RequestCancel(Company, run.RunId, Stop);

        var page = await SavePage(run, Sample.Job("j1"));

        Assert.Equal(RunStatus.Running, asked!.Status);
        Assert.Equal(RunPulse.CancelRequested, page.Pulse);
        Assert.Equal(RunPulse.CancelRequested, await Runs.Heartbeat(run, Stop));
        Assert.NotNull(await Reader.GetJob(Company, "j1", Stop));
        Assert.True((await Runs.Take(Company, run.RunId, Stop))!.CancelRequested);
    }

    [Fact]
    public async Task Cancelling_what_has_ended_changes_nothing()
    {
        var run = await Begin();
        await Runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true), Stop);

        Assert.Equal(RunStatus.Success, (await Runs.RequestCancel(Company, run.RunId, Stop))!.Status);
        Assert.Null(await Runs.RequestCancel(Company, Guid.CreateVersion7(), Stop));
        Assert.Null(await Runs.RequestCancel(Other, run.RunId, Stop));
    }

    [Fact]
    public async Task Cancelling_all_ends_every_run_of_the_company_and_no_other()
    {
        var jobs = await Begin(SyncKind.Jobs);
        await Runs.StartOrJoin(Run(SyncKind.Candidates), Stop);
        var others = await Begin(SyncKind.Jobs, Other);

        Assert.Equal(2, await Runs.CancelAll(Company, "Disconnected.", Stop));

        var ended = (await Reader.GetRun(Company, jobs.RunId, Stop))!;
        Assert.Equal((RunStatus.Cancelled, "Disconnected."), (ended.Status, ended.Error));
        Assert.Equal(RunPulse.Lost, await Runs.Heartbeat(jobs, Stop));
        Assert.Equal(RunPulse.Alive, await Runs.Heartbeat(others, Stop));
        Assert.Equal(0, await Runs.CancelAll(Company, "Again.", Stop));
    }

    [Fact]
    public async Task A_finished_run_keeps_its_result()
    {
        var run = await Begin(SyncKind.Jobs);
        await SavePage(run, Sample.Job("j1"));
        Advance();

        var ended = (await Runs.Finish(run, new RunEnd(RunStatus.Partial, "Deletion was withheld.", Complete: false), Stop))!;

        Assert.Equal((RunStatus.Partial, "Deletion was withheld.", Now, 1), (ended.Status, ended.Error, ended.FinishedAt, ended.Progress.Created));
        Assert.True(ended.IsEnded);
        Assert.Null(await Runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true), Stop));
    }

    [Fact]
    public async Task A_run_cannot_end_as_running()
    {
        var run = await Begin();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Runs.Finish(run, new RunEnd(RunStatus.Running, null, Complete: false), Stop));
    }

    [Fact]
    public async Task Runs_whose_holder_fell_silent_are_found_the_longest_silent_first()
    {
        var silent = await Begin(SyncKind.Jobs);
        Advance();
        var queued = (await Runs.StartOrJoin(Run(SyncKind.Candidates, company: Other), Stop)).Run.RunId;
        Advance();
        var alive = await Begin(SyncKind.Onboarding);
        var ended = await Begin(SyncKind.Candidates);
        await Runs.Finish(ended, new RunEnd(RunStatus.Success, null, Complete: true), Stop);

        var found = await Runs.FindUnattended(Now, 10, Stop);

        Assert.Equal([new ActiveRun(Company, silent.RunId, SyncKind.Jobs), new ActiveRun(Other, queued, SyncKind.Candidates)], found);
        Assert.Single(await Runs.FindUnattended(Now, 1, Stop));
        Advance();
        await Runs.Heartbeat(alive, Stop);
        Assert.DoesNotContain(await Runs.FindUnattended(Now, 10, Stop), run => run.RunId == alive.RunId);
    }

    [Fact]
    public async Task History_names_the_active_the_last_and_the_last_complete_run_of_each_kind()
    {
        var full = await EndedRun(SyncMode.Full, RunStatus.Partial, complete: true);
        var incremental = await EndedRun(SyncMode.Incremental, RunStatus.Success, complete: true);
        await EndedRun(SyncMode.Full, RunStatus.Success, limit: 10, complete: true);
        await EndedRun(SyncMode.Full, RunStatus.Partial);
        var failed = await EndedRun(SyncMode.Full, RunStatus.Failed);
        var active = await Begin();

        var history = (await Runs.GetHistory(Company, Stop)).Single(one => one.Kind is SyncKind.Candidates);

        Assert.Equal(active.RunId, history.Active!.RunId);
        Assert.Equal(failed.RunId, history.LastEnded!.RunId);
        Assert.Equal(incremental.StartedAt, history.LastCompleteStartedAt);
        Assert.Equal(full.StartedAt, history.LastFullStartedAt);
        Assert.All(await Runs.GetHistory(Other, Stop), one => Assert.Null(one.Active ?? one.LastEnded));
    }

    [Fact]
    public async Task A_run_whose_end_proves_nothing_leaves_the_watermark_where_it_was()
    {
        var full = await EndedRun(SyncMode.Full, RunStatus.Success, complete: true);
        var told = await EndedRun(SyncMode.Incremental, RunStatus.Success, complete: true, changedSince: full.StartedAt, unproven: true);
        var history = (await Runs.GetHistory(Company, Stop)).Single(one => one.Kind is SyncKind.Candidates);
        Assert.Equal((told.StartedAt, full.StartedAt), (history.LastCompleteStartedAt, history.Watermark));

        var proven = await EndedRun(SyncMode.Incremental, RunStatus.Success, complete: true, changedSince: full.StartedAt);
        Assert.Equal(proven.StartedAt, (await Runs.GetHistory(Company, Stop)).Single(one => one.Kind is SyncKind.Candidates).Watermark);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_and_by_kind_and_status()
    {
        var first = await EndedRun(SyncMode.Full, RunStatus.Success);
        var second = await EndedRun(SyncMode.Full, RunStatus.Failed);
        await Begin(SyncKind.Jobs, Other);

        var all = await Reader.ListRuns(Company, new RunFilter(), new PageRequest(), Stop);

        Assert.Equal([second.RunId, first.RunId], all.Items.Select(run => run.RunId));
        Assert.Equal(2, all.Total);
        Assert.Equal([second.RunId], (await Reader.ListRuns(Company, new RunFilter(Status: RunStatus.Failed), new PageRequest(), Stop)).Items.Select(run => run.RunId));
        Assert.Empty((await Reader.ListRuns(Company, new RunFilter(SyncKind.Jobs), new PageRequest(), Stop)).Items);
        Assert.Null(await Reader.GetRun(Other, first.RunId, Stop));
    }

    private async Task<SyncRun> EndedRun(
        SyncMode mode, RunStatus status, int? limit = null, bool complete = false, DateTimeOffset? changedSince = null, bool unproven = false)
    {
        Advance();
        var start = await Runs.StartOrJoin(Run(mode: mode, limit: limit) with { ChangedSince = changedSince }, Stop);
        var held = (await Runs.Take(Company, start.Run.RunId, Stop))!.Run;
        Advance();
        return (await Runs.Finish(held, new RunEnd(status, null, complete) { Unproven = unproven }, Stop))!;
    }
}
