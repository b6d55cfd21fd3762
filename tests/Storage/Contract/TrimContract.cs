using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class TrimContract : StoreContract
{
    private IHistoryTrimmer Trimmer => Store.Get<IHistoryTrimmer>();

    [Fact]
    public async Task Settled_events_go_when_they_are_old()
    {
        var processed = await Appended();
        await Events.MarkProcessed(Company, [processed], null, Stop);
        var rejected = await Appended(WebhookStatus.Rejected);
        Advance();
        var young = await Appended(WebhookStatus.Processed);

        var batch = await Trim(History.SettledEvents, before: Now);

        Assert.Equal((2, 2), (batch.Looked, batch.Removed));
        Assert.Null(await Reader.GetWebhook(Company, processed, Stop));
        Assert.Null(await Reader.GetWebhook(Company, rejected, Stop));
        Assert.NotNull(await Reader.GetWebhook(Company, young, Stop));
    }

    [Fact]
    public async Task An_event_is_as_old_as_its_end()
    {
        var replayed = await Appended();
        Advance();
        await Events.MarkProcessed(Company, [replayed], null, Stop);

        Assert.Equal(0, (await Trim(History.SettledEvents, before: Now)).Looked);
        Assert.Equal(1, (await Trim(History.SettledEvents, before: Now.AddMilliseconds(1))).Removed);
    }

    [Fact]
    public async Task Events_that_wait_never_go()
    {
        var pending = await Appended();
        var failed = await Appended();
        await Events.MarkFailed(Company, [new FailedEvent(failed, "Jobvite did not answer.", Now.AddMinutes(5))], Stop);
        var replayed = await Appended();
        await Events.MarkProcessed(Company, [replayed], null, Stop);
        await Events.Replay(Company, replayed, Stop);

        await Trim(History.SettledEvents, before: Now.AddYears(1));
        await Trim(History.DeadEvents, before: Now.AddYears(1));

        Assert.All(await Task.WhenAll(new[] { pending, failed, replayed }.Select(id => Reader.GetWebhook(Company, id, Stop))), Assert.NotNull);
    }

    [Fact]
    public async Task Dead_events_have_an_age_of_their_own()
    {
        var dead = await Appended();
        await Events.MarkFailed(Company, [new FailedEvent(dead, "Jobvite refused.", null)], Stop);

        Assert.Equal(0, (await Trim(History.SettledEvents, before: Now.AddYears(1))).Looked);
        Assert.Equal(0, (await Trim(History.DeadEvents, before: Now)).Looked);
        Assert.Equal(1, (await Trim(History.DeadEvents, before: Now.AddMilliseconds(1))).Removed);
        Assert.Null(await Reader.GetWebhook(Company, dead, Stop));
    }

    [Fact]
    public async Task A_batch_is_no_larger_than_asked_and_the_next_goes_on_where_it_ended()
    {
        for (var i = 0; i < 7; i++)
        {
            // Several of one moment: the mark must tell them apart.
            Advance(i % 3 == 0 ? 1 : 0);
            await Appended(WebhookStatus.Processed, i % 2 == 0 ? Company : Other);
        }

        var first = await Trim(History.SettledEvents, Now.AddDays(1), limit: 3);
        var second = await Trim(History.SettledEvents, Now.AddDays(1), first.Last, limit: 3);
        var third = await Trim(History.SettledEvents, Now.AddDays(1), second.Last, limit: 3);
        var fourth = await Trim(History.SettledEvents, Now.AddDays(1), third.Last, limit: 3);

        Assert.Equal([3, 3, 1, 0], new[] { first, second, third, fourth }.Select(batch => batch.Removed));
        Assert.Null(fourth.Last);
    }

    [Fact]
    public async Task Ended_runs_go_but_the_last_of_a_kind_stays()
    {
        var old = await Ended(complete: false);
        var last = await Ended(complete: false);
        var otherKind = await Ended(complete: false, kind: SyncKind.Jobs);
        var otherCompany = await Ended(complete: false, company: Other);

        var batch = await Trim(History.EndedRuns, before: Now.AddDays(1));

        Assert.Equal((4, 1), (batch.Looked, batch.Removed));
        Assert.Null(await Reader.GetRun(Company, old, Stop));
        Assert.NotNull(await Reader.GetRun(Company, last, Stop));
        Assert.NotNull(await Reader.GetRun(Company, otherKind, Stop));
        Assert.NotNull(await Reader.GetRun(Other, otherCompany, Stop));
    }

    [Fact]
    public async Task What_the_next_run_starts_from_stays_however_old_it_is()
    {
        await Ended(SyncMode.Full, complete: true);
        await Ended(SyncMode.Full, complete: true);
        await Ended(SyncMode.Incremental, complete: true);
        await Ended(SyncMode.Incremental, complete: true);
        await Ended(SyncMode.Full, complete: true, limit: 10);
        await Ended(SyncMode.Full, complete: false);
        await Ended(SyncMode.Incremental, complete: false);
        var before = await CandidateHistory();

        var removed = (await Trim(History.EndedRuns, before: Now.AddYears(1))).Removed;

        // The last full one, the last incremental one, the last of all.
        Assert.Equal(4, removed);
        var after = await CandidateHistory();
        Assert.Equal(
            (before.LastCompleteStartedAt, before.LastFullStartedAt, before.LastEnded!.RunId),
            (after.LastCompleteStartedAt, after.LastFullStartedAt, after.LastEnded!.RunId));
        Assert.NotNull(after.LastFullStartedAt);
    }

    [Fact]
    public async Task A_run_under_way_stays()
    {
        var held = await Begin();
        await Ended(complete: true, kind: SyncKind.Jobs);

        await Trim(History.EndedRuns, before: Now.AddYears(1));

        Assert.Equal(RunPulse.Alive, await Runs.Heartbeat(held, Stop));
    }

    [Fact]
    public async Task Runs_that_are_spared_do_not_hold_up_the_rest()
    {
        for (var i = 0; i < 4; i++)
        {
            await Ended(complete: true, company: $"quiet{i}");
        }

        await Ended(complete: false);
        await Ended(complete: false);

        TrimBatch batch;
        TrimMark? mark = null;
        var removed = 0;
        do
        {
            batch = await Trim(History.EndedRuns, Now.AddDays(1), mark, limit: 2);
            (mark, removed) = (batch.Last, removed + batch.Removed);
        }
        while (batch.Looked == 2);

        Assert.Equal(1, removed);
    }

    [Fact]
    public async Task The_audit_trail_is_trimmed_by_age()
    {
        var audit = Store.Get<IAuditLog>();
        await audit.Append(new AuditEntry(Company, Now, "configure", "tenant", null, null, null), Stop);
        Advance();
        await audit.Append(new AuditEntry(Company, Now, "sync", "tenant", null, null, null), Stop);

        Assert.Equal(1, (await Trim(History.AuditEntries, before: Now)).Removed);
        Assert.Equal(1, (await Trim(History.AuditEntries, before: Now.AddDays(1))).Looked);
    }

    [Fact]
    public async Task Budgets_that_nobody_drew_on_go_and_others_stay()
    {
        var budgets = Store.Get<IBudgetStore>();
        await budgets.Save("budget:key:stage:old", "1", known: null, Stop);
        await budgets.Save("budget:key:stage:used", "1", known: null, Stop);
        Advance();
        await budgets.Save("budget:key:stage:used", "2", "1", Stop);

        Assert.Equal((1, 1), (await Trim(History.IdleBudgets, before: Now)) is var batch ? (batch.Looked, batch.Removed) : default);
        Assert.Equal(0, (await Trim(History.IdleBudgets, before: Now)).Looked);
        Assert.Null(await budgets.Load("budget:key:stage:old", Stop));
        Assert.Equal("2", await budgets.Load("budget:key:stage:used", Stop));
        Assert.True(await budgets.Save("budget:key:stage:old", "5", known: "1", Stop), "Who still knows the removed state goes on from it.");
    }

    private async Task<TrimBatch> Trim(History history, DateTimeOffset before, TrimMark? after = null, int limit = 100) =>
        (await Trimmer.Trim(history, before, after, limit, Stop))!;

    private async Task<Guid> Appended(WebhookStatus status = WebhookStatus.Pending, string company = Company)
    {
        var one = Sample.Event(Now, company, status: status);
        await Events.Append([one], Stop);
        return one.Id;
    }

    private async Task<Guid> Ended(
        SyncMode mode = SyncMode.Full, bool complete = true, int? limit = null, SyncKind kind = SyncKind.Candidates, string company = Company)
    {
        Advance();
        var run = Run(kind, mode, company, limit);
        await Runs.StartOrJoin(run, Stop);
        var held = (await Runs.Take(company, run.RunId, Stop))!.Run;
        Advance();
        await Runs.Finish(held, new RunEnd(complete ? RunStatus.Success : RunStatus.Failed, null, complete), Stop);
        return run.RunId;
    }

    private async Task<KindHistory> CandidateHistory() => (await Runs.GetHistory(Company, Stop)).Single(one => one.Kind == SyncKind.Candidates);
}
