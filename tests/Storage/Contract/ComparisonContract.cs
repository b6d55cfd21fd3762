using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What is remembered of what complete full runs found missing, and what becomes of another source's records.</summary>
public abstract class ComparisonContract : StoreContract
{
    [Fact]
    public async Task A_deletion_that_was_withheld_is_remembered_whatever_runs_meanwhile()
    {
        var withheld = await Ended(new RunEnd(RunStatus.Partial, "Nothing was deleted.", Complete: true) { Compared = true, Withheld = new UnseenCount(100, 60) });
        var remembered = new WithheldDeletion(withheld.RunId, Now, 60, 100, CanBeApproved: true);
        Assert.Equal(remembered, (await History()).Withheld);
        Assert.Equal(withheld.StartedAt, (await History()).LastComparedStartedAt);

        await Ended(new RunEnd(RunStatus.Success, null, Complete: true), SyncMode.Incremental);
        await Ended(new RunEnd(RunStatus.Failed, "Away.", Complete: false));

        Assert.Equal(remembered, (await History()).Withheld);
        Assert.Null((await History(SyncKind.Jobs)).Withheld);
        Assert.Null((await History(company: Other)).Withheld);
    }

    [Fact]
    public async Task A_later_comparison_settles_it_or_withholds_it_anew()
    {
        await Ended(new RunEnd(RunStatus.Partial, "1", Complete: true) { Compared = true, Withheld = new UnseenCount(100, 60) });
        var second = await Ended(new RunEnd(RunStatus.Partial, "2", Complete: true) { Compared = true, Withheld = new UnseenCount(100, 70) });
        Assert.Equal((second.RunId, 70), ((await History()).Withheld!.RunId, (await History()).Withheld!.Missing));

        var third = await Ended(new RunEnd(RunStatus.Success, null, Complete: true) { Compared = true });
        Assert.Null((await History()).Withheld);
        Assert.Equal(third.StartedAt, (await History()).LastComparedStartedAt);
    }

    [Fact]
    public async Task What_is_remembered_outlives_the_run_and_goes_with_the_company()
    {
        await Ended(new RunEnd(RunStatus.Partial, "1", Complete: true) { Compared = true, Withheld = new UnseenCount(100, 60) });
        await Ended(new RunEnd(RunStatus.Success, null, Complete: true), SyncMode.Incremental);
        Advance();
        await Ended(new RunEnd(RunStatus.Success, null, Complete: true));
        await Store.Get<IHistoryTrimmer>().Trim(Storage.History.EndedRuns, Now.AddYears(1), after: null, 100, Stop);
        Assert.NotNull((await History()).Withheld);

        await Store.Get<ICompanyData>().Delete(Company, Stop);
        Assert.Null((await History()).Withheld);
        Assert.Null((await History()).LastComparedStartedAt);
    }

    [Fact]
    public async Task What_another_source_brought_is_counted_apart_and_can_go_alone()
    {
        await Save(Sample.Job("stage1"), Sample.Job("stage2"), Sample.Job("both"));
        Advance();
        var changed = Now;
        Advance();
        await Save(Sample.Job("prod"), Sample.Job("lost"));
        Advance();
        var run = await Begin(SyncKind.Jobs, changed);
        await SavePage(run, Sample.Job("prod"), Sample.Job("both"));

        Assert.Equal(new UnseenCount(5, 3, 2), await Records.CountUnseen(run, Stop));
        Assert.Equal(new UnseenCount(3, 1), (await Records.CountUnseen(run, Stop)).Own);
        Assert.Equal(2, await Records.DeleteFormer(run, Stop));
        Assert.Equal(["both", "lost", "prod"], await FindJobs(new JobFilter()));
        Assert.Equal(1, await Records.DeleteUnseen(run, Stop));
    }

    [Fact]
    public async Task People_and_onboarding_of_another_source_are_counted_apart_too()
    {
        await Save(Sample.Person("s1", null, null, Sample.Application("a1")), Sample.Person("s2"));
        await Save([Sample.Process("o1")], Sample.Task("t1", "o1"));
        Advance();
        var changed = Now;
        Advance();
        await Save(Sample.Person("x1", null, null, Sample.Application("a2")));
        Advance();

        var candidates = await Begin(SyncKind.Candidates, changed);
        Assert.Equal(new UnseenCount(3, 3, 2), await Records.CountUnseen(candidates, Stop));
        Assert.Equal(2, await Records.DeleteFormer(candidates, Stop));
        Assert.Equal(["x1"], await FindCandidates(new CandidateFilter()));
        var onboarding = await Begin(SyncKind.Onboarding, changed);
        Assert.Equal(new UnseenCount(2, 1, 1), await Records.CountUnseen(onboarding, Stop));
    }

    [Fact]
    public async Task Without_another_source_nothing_is_taken_for_its_records()
    {
        await Save(Sample.Job("j1"));
        Advance();
        var run = await Begin(SyncKind.Jobs);

        Assert.Equal(new UnseenCount(1, 1), await Records.CountUnseen(run, Stop));
        Assert.Equal(0, await Records.DeleteFormer(run, Stop));
    }

    [Fact]
    public async Task A_run_that_waited_does_not_do_again_what_the_one_before_it_has_compared()
    {
        var changed = Now;
        Advance();
        var active = await Begin(SyncKind.Jobs, changed);
        await Runs.RequestCancel(Company, active.RunId, Stop);
        var next = (await Runs.StartOrJoin(Run(SyncKind.Jobs) with { SourceSince = changed }, Stop)).Run.RunId;

        await Runs.Finish(active, new RunEnd(RunStatus.Success, null, Complete: true) { Compared = true }, Stop);

        Assert.Null((await Runs.Take(Company, next, Stop))!.SourceSince);
    }

    private async Task<RunRef> Begin(SyncKind kind, DateTimeOffset sourceSince)
    {
        var start = await Runs.StartOrJoin(Run(kind) with { SourceSince = sourceSince }, Stop);
        var taken = (await Runs.Take(Company, start.Run.RunId, Stop))!;
        Assert.Equal(sourceSince, taken.SourceSince);
        return taken.Run;
    }

    private async Task<SyncRun> Ended(RunEnd end, SyncMode mode = SyncMode.Full)
    {
        Advance();
        var start = await Runs.StartOrJoin(Run(mode: mode), Stop);
        var held = (await Runs.Take(Company, start.Run.RunId, Stop))!.Run;
        Advance();
        return (await Runs.Finish(held, end, Stop))!;
    }

    private async Task<KindHistory> History(SyncKind kind = SyncKind.Candidates, string company = Company) =>
        (await Runs.GetHistory(company, Stop)).Single(one => one.Kind == kind);
}
