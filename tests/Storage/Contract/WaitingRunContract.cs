using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>Runs that wait behind the one under way, because that one does less than they are to do.</summary>
public abstract class WaitingRunContract : StoreContract
{
    [Theory]
    [InlineData(SyncMode.Full, null, SyncMode.Incremental, null)]
    [InlineData(SyncMode.Full, null, SyncMode.Full, 5)]
    [InlineData(SyncMode.Full, 10, SyncMode.Full, 5)]
    [InlineData(SyncMode.Incremental, null, SyncMode.Incremental, 5)]
    public async Task What_does_as_much_is_joined(SyncMode mode, int? limit, SyncMode asked, int? askedLimit)
    {
        var active = await Runs.StartOrJoin(Run(mode: mode, limit: limit), Stop);

        var start = await Runs.StartOrJoin(Run(mode: asked, limit: askedLimit), Stop);

        Assert.Equal((active.Run.RunId, true, false), (start.Run.RunId, start.Joined, start.Waits));
    }

    [Theory]
    [InlineData(SyncMode.Incremental, null, SyncMode.Full, null)]
    [InlineData(SyncMode.Full, 5, SyncMode.Full, null)]
    [InlineData(SyncMode.Full, 5, SyncMode.Full, 10)]
    [InlineData(SyncMode.Full, 5, SyncMode.Incremental, null)]
    public async Task A_request_that_the_run_under_way_does_not_satisfy_waits_behind_it(SyncMode mode, int? limit, SyncMode asked, int? askedLimit)
    {
        var active = await Taken(Run(mode: mode, limit: limit));
        Advance();
        var request = Run(mode: asked, limit: askedLimit);

        var start = await Runs.StartOrJoin(request, Stop);

        Assert.Equal((request.RunId, false, true, RunStatus.Queued), (start.Run.RunId, start.Joined, start.Waits, start.Run.Status));
        Assert.Equal(asked, start.Run.Mode);
        Assert.Null(await Runs.Take(Company, request.RunId, Stop));
        Assert.Equal(active.RunId, (await History()).Active!.RunId);

        Advance();
        await Runs.Finish(active, new RunEnd(RunStatus.Success, null, Complete: true), Stop);

        var taken = (await Runs.Take(Company, request.RunId, Stop))!;
        Assert.Equal((Now, asked, askedLimit), (taken.StartedAt, taken.Mode, taken.Limit));
    }

    [Fact]
    public async Task Further_requests_join_the_one_that_waits_which_then_does_it_all()
    {
        var active = await Taken(Run(mode: SyncMode.Incremental, limit: 5) with { Trigger = RunTrigger.Schedule });
        var first = await Runs.StartOrJoin(Run(mode: SyncMode.Incremental) with { ChangedSince = Now }, Stop);
        var second = await Runs.StartOrJoin(Run(mode: SyncMode.Full, limit: 10), Stop);
        var third = await Runs.StartOrJoin(Run(mode: SyncMode.Incremental, limit: 7), Stop);

        Assert.Equal([first.Run.RunId, first.Run.RunId], [second.Run.RunId, third.Run.RunId]);
        Assert.Equal([(true, true), (true, true)], [(second.Joined, second.Waits), (third.Joined, third.Waits)]);
        Assert.Equal(SyncMode.Full, third.Run.Mode);
        await Runs.Finish(active, new RunEnd(RunStatus.Failed, "Away.", Complete: false), Stop);
        var taken = (await Runs.Take(Company, first.Run.RunId, Stop))!;
        Assert.Equal((SyncMode.Full, (int?)null, (DateTimeOffset?)null), (taken.Mode, taken.Limit, taken.ChangedSince));
    }

    [Fact]
    public async Task A_run_that_was_asked_to_stop_is_not_joined()
    {
        var active = await Taken(Run());
        await Runs.RequestCancel(Company, active.RunId, Stop);

        Assert.True((await Runs.StartOrJoin(Run(), Stop)).Waits);
    }

    [Fact]
    public async Task A_run_that_confirms_a_deletion_waits_behind_one_that_does_not()
    {
        var active = await Taken(Run());
        var request = Run() with { Confirms = 60 };

        Assert.False((await Runs.StartOrJoin(Run(), Stop)).Waits);
        Assert.True((await Runs.StartOrJoin(request, Stop)).Waits);
        await Runs.StartOrJoin(Run() with { Confirms = 40 }, Stop);
        await Runs.Finish(active, new RunEnd(RunStatus.Success, null, Complete: true), Stop);

        Assert.Equal(60, (await Runs.Take(Company, request.RunId, Stop))!.Confirms);
        Assert.True((await Runs.StartOrJoin(Run() with { Confirms = 60 }, Stop)) is { Joined: true, Waits: false });
    }

    [Fact]
    public async Task A_run_that_waits_can_be_cancelled_and_the_one_before_it_goes_on()
    {
        var active = await Taken(Run(mode: SyncMode.Incremental));
        var waiting = (await Runs.StartOrJoin(Run(), Stop)).Run.RunId;
        Advance();

        var cancelled = (await Runs.RequestCancel(Company, waiting, Stop))!;

        Assert.Equal((RunStatus.Cancelled, Now), (cancelled.Status, cancelled.FinishedAt));
        Assert.Equal(RunPulse.Alive, await Runs.Heartbeat(active, Stop));
        Assert.NotNull(await Runs.Finish(active, new RunEnd(RunStatus.Success, null, Complete: true), Stop));
        Assert.Null(await Runs.Take(Company, waiting, Stop));
        Assert.Null((await History()).Active);
    }

    [Fact]
    public async Task Cancelling_all_ends_the_waiting_one_too()
    {
        await Taken(Run(mode: SyncMode.Incremental));
        var waiting = (await Runs.StartOrJoin(Run(), Stop)).Run.RunId;

        Assert.Equal(2, await Runs.CancelAll(Company, "Disconnected.", Stop));

        Assert.Equal(RunStatus.Cancelled, (await Reader.GetRun(Company, waiting, Stop))!.Status);
        Assert.Null((await History()).Active);
    }

    [Fact]
    public async Task A_run_that_waits_is_not_unattended_until_it_may_begin()
    {
        var active = await Taken(Run(mode: SyncMode.Incremental));
        var waiting = (await Runs.StartOrJoin(Run(), Stop)).Run.RunId;
        Advance();
        Assert.Equal([active.RunId], (await Runs.FindUnattended(Now, 10, Stop)).Select(run => run.RunId));

        await Runs.Finish(active, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
        Advance();
        Assert.Equal([waiting], (await Runs.FindUnattended(Now, 10, Stop)).Select(run => run.RunId));
    }

    [Fact]
    public async Task Of_many_simultaneous_requests_one_run_waits_and_none_is_forgotten()
    {
        var active = await Taken(Run(mode: SyncMode.Incremental));

        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            if (i == 10)
            {
                await Runs.Finish(active, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
            }

            return await Runs.StartOrJoin(Run(), Stop);
        }));

        var next = starts.Select(start => start.Run.RunId).Distinct().Single();
        Assert.Equal(next, (await History()).Active!.RunId);
    }

    [Fact]
    public async Task A_tick_counts_the_schedules_runs_and_those_without_a_limit()
    {
        await Ended(Run(limit: 5) with { Trigger = RunTrigger.Schedule });
        var regular = (await History()).LastRegularStartedAt;
        Assert.Equal(Now, regular);
        Advance();
        await Ended(Run(limit: 5));
        Assert.Equal(regular, (await History()).LastRegularStartedAt);
        Advance();
        await Ended(Run());
        Assert.Equal(Now, (await History()).LastRegularStartedAt);
    }

    private async Task<KindHistory> History() => (await Runs.GetHistory(Company, Stop)).Single(one => one.Kind == SyncKind.Candidates);

    private async Task<RunRef> Taken(NewRun run) => (await Runs.Take(Company, (await Runs.StartOrJoin(run, Stop)).Run.RunId, Stop))!.Run;

    private async Task Ended(NewRun run) => await Runs.Finish(await Taken(run), new RunEnd(RunStatus.Success, null, Complete: true), Stop);
}
