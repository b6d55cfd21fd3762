using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>A person approves a deletion that a run withheld: exactly that one, and what happened to a record since wins.</summary>
public abstract class ApprovalContract : FeedStoreContract
{
    private const string PagesLeft = $"SELECT page FROM sync_pages WHERE company_id = '{Company}'";

    [Fact]
    public async Task What_the_run_missed_is_marked_deleted_and_its_kind_has_nothing_withheld_any_more()
    {
        var run = await WithholdJobs();
        Assert.True((await History(SyncKind.Jobs)).Withheld!.CanBeApproved);
        Advance();

        var approval = await Records.ApproveDeletion(Company, run, Stop);

        Assert.Equal((ApprovalOutcome.Approved, 2, 2, SyncKind.Jobs), (approval.Outcome, approval.Deleted, approval.Missing, approval.Kind));
        Assert.Equal(["seen"], await FindJobs(new JobFilter()));
        Assert.Equal(Now, (await Reader.GetJob(Company, "gone1", Stop))!.DeletedAt);
        Assert.Null((await History(SyncKind.Jobs)).Withheld);
        var ended = (await Reader.GetRun(Company, run, Stop))!;
        Assert.Equal((RunStatus.Success, null, 2), (ended.Status, ended.Error, ended.Progress.Deleted));
        Assert.Empty(await Store.Look(PagesLeft));
    }

    [Fact]
    public async Task The_feed_tells_of_each_record_that_a_person_did_it_and_of_which_run_it_was()
    {
        await Complete(SyncKind.Jobs);
        var run = await WithholdJobs();

        await Records.ApproveDeletion(Company, run, Stop);

        var deleted = (await Read()).Where(item => item.Type == "job.deleted").ToList();
        Assert.Equal(["gone1", "gone2"], deleted.Select(item => item.RecordId).Order());
        Assert.All(deleted, item => Assert.Equal((FeedCause.Manual, run), (item.Cause, item.CauseId)));
    }

    [Fact]
    public async Task What_was_read_again_since_stays()
    {
        var run = await WithholdJobs();
        Advance();
        await Save(Sample.Job("gone1"));
        Advance();

        var approval = await Records.ApproveDeletion(Company, run, Stop);

        Assert.Equal((1, 2), (approval.Deleted, approval.Missing));
        Assert.Equal(["gone1", "seen"], await FindJobs(new JobFilter()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_later_run_saw_unchanged_stays_whether_that_run_has_ended_or_not(bool ended)
    {
        var run = await WithholdJobs();
        Advance();
        var later = (await Runs.Take(Company, (await Runs.StartOrJoin(Run(SyncKind.Jobs), Stop)).Run.RunId, Stop))!.Run;
        await SavePage(later, Sample.Job("gone2"));
        if (ended)
        {
            await End(later, new RunEnd(RunStatus.Partial, "Jobvite went away.", Complete: false));
        }

        var approval = await Records.ApproveDeletion(Company, run, Stop);

        Assert.Equal((ApprovalOutcome.Approved, 1), (approval.Outcome, approval.Deleted));
        Assert.Equal(["gone2", "seen"], await FindJobs(new JobFilter()));
        Assert.Equal(ended ? 0 : 1, (await Store.Look(PagesLeft)).Count);
    }

    [Fact]
    public async Task A_record_that_is_deleted_already_and_one_that_came_after_the_run_are_no_part_of_it()
    {
        var run = await WithholdJobs();
        Advance();
        await Save(Sample.Job("new"));
        await Store.Run("UPDATE jobs SET deleted_at = updated_at WHERE jobvite_id = 'gone1'");

        Assert.Equal(1, (await Records.ApproveDeletion(Company, run, Stop)).Deleted);
        Assert.Equal(["new", "seen"], await FindJobs(new JobFilter()));
    }

    [Fact]
    public async Task Persons_and_applications_go_and_a_person_who_keeps_one_stays()
    {
        await Save(
            Sample.Person("p1", null, null, Sample.Application("a1")),
            Sample.Person("p1", null, null, Sample.Application("a2")),
            Sample.Person("p2", null, null, Sample.Application("a3")),
            Sample.Person("p3", null, null, Sample.Application("a4")));
        Advance();
        var run = await Withhold(SyncKind.Candidates, run => SavePage(run, Sample.Person("p1", null, null, Sample.Application("a1"))));
        Advance();

        // A refresh that recognizes the entry by its bytes writes no row otherwise.
        await Records.SaveRefresh(Refresh() with { Known = [new StoredEntry("p3", "a4")] }, Array.Empty<CandidateRow>(), IncomingWins.Instance, Stop);
        var approval = await Records.ApproveDeletion(Company, run, Stop);

        Assert.Equal(2, approval.Deleted);
        Assert.Equal(["p1", "p3"], await FindCandidates(new CandidateFilter()));
        Assert.Equal("a1", (await Candidate("p1")).Applications.Single().ApplicationId);
    }

    [Fact]
    public async Task Processes_take_their_tasks_with_them()
    {
        await Save([Sample.Process("o1"), Sample.Process("o2")], Sample.Task("t1", "o1"), Sample.Task("t2", "o2"));
        Advance();
        var run = await Withhold(SyncKind.Onboarding, async held =>
        {
            await Records.SavePage(Page(held), [Sample.Process("o1")], IncomingWins.Instance, Stop);
            await Records.SavePage(Page(held), [Sample.Task("t1", "o1")], IncomingWins.Instance, Stop);
        });

        Assert.Equal(2, (await Records.ApproveDeletion(Company, run, Stop)).Deleted);
        Assert.Equal((1, 1), ((await Reader.Count(Company, Stop)).OnboardingProcesses, (await Reader.Count(Company, Stop)).OnboardingTasks));
    }

    [Fact]
    public async Task It_can_be_approved_once()
    {
        var run = await WithholdJobs();
        await Records.ApproveDeletion(Company, run, Stop);

        var again = await Records.ApproveDeletion(Company, run, Stop);

        Assert.Equal((ApprovalOutcome.NothingWithheld, 0), (again.Outcome, again.Deleted));
        Assert.Equal(2, (await Reader.GetRun(Company, run, Stop))!.Progress.Deleted);
    }

    [Fact]
    public async Task A_run_of_another_company_or_of_nobody_is_not_found()
    {
        var run = await WithholdJobs();

        Assert.Equal(ApprovalOutcome.NotFound, (await Records.ApproveDeletion(Other, run, Stop)).Outcome);
        Assert.Equal(ApprovalOutcome.NotFound, (await Records.ApproveDeletion(Company, Guid.NewGuid(), Stop)).Outcome);
        Assert.Equal(3, (await FindJobs(new JobFilter())).Length);
    }

    [Fact]
    public async Task A_run_that_withheld_nothing_or_is_under_way_has_nothing_to_approve()
    {
        var run = await Begin(SyncKind.Jobs);
        Assert.Equal(ApprovalOutcome.UnderWay, (await Records.ApproveDeletion(Company, run.RunId, Stop)).Outcome);

        await End(run, new RunEnd(RunStatus.Success, null, Complete: true) { Compared = true });
        Assert.Equal(ApprovalOutcome.NothingWithheld, (await Records.ApproveDeletion(Company, run.RunId, Stop)).Outcome);
    }

    [Fact]
    public async Task A_run_whose_deletion_another_one_withholds_anew_is_superseded_and_its_ids_are_gone()
    {
        var first = await WithholdJobs();
        var second = await Withhold(SyncKind.Jobs, run => SavePage(run, Sample.Job("seen"), Sample.Job("gone1")));

        var approval = await Records.ApproveDeletion(Company, first, Stop);
        Assert.Equal((ApprovalOutcome.Superseded, second), (approval.Outcome, approval.WithheldBy));
        Assert.Single(await Store.Look(PagesLeft));

        Assert.Equal(1, (await Records.ApproveDeletion(Company, second, Stop)).Deleted);
        Assert.Equal(["gone1", "seen"], await FindJobs(new JobFilter()));
    }

    [Fact]
    public async Task A_run_that_compared_everything_settles_it()
    {
        var first = await WithholdJobs();
        var later = await Begin(SyncKind.Jobs);
        await SavePage(later, Sample.Job("seen"), Sample.Job("gone1"), Sample.Job("gone2"));
        await End(later, new RunEnd(RunStatus.Success, null, Complete: true) { Compared = true });

        Assert.Equal(ApprovalOutcome.NothingWithheld, (await Records.ApproveDeletion(Company, first, Stop)).Outcome);
        Assert.Empty(await Store.Look(PagesLeft));
    }

    [Fact]
    public async Task What_a_former_version_withheld_cannot_be_approved()
    {
        var run = await WithholdJobs();
        await Store.Run("DELETE FROM sync_pages");
        await Store.Run("UPDATE sync_deletions SET seen_by = NULL");

        Assert.False((await History(SyncKind.Jobs)).Withheld!.CanBeApproved);
        Assert.Equal(ApprovalOutcome.NotKept, (await Records.ApproveDeletion(Company, run, Stop)).Outcome);
        Assert.Equal(3, (await FindJobs(new JobFilter())).Length);
    }

    [Fact]
    public async Task A_run_that_withholds_outlives_the_trimming_of_old_runs()
    {
        var run = await WithholdJobs();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Advance();
            await Complete(SyncKind.Jobs);
        }

        await Store.Get<IHistoryTrimmer>().Trim(Storage.History.EndedRuns, Now.AddYears(1), after: null, 100, Stop);

        Assert.Equal(2, (await Records.ApproveDeletion(Company, run, Stop)).Deleted);
    }

    [Fact]
    public async Task Bad_records_keep_the_run_partial()
    {
        await Save(Sample.Job("gone"));
        Advance();
        var run = await Withhold(SyncKind.Jobs, held => Records.SavePage(Page(held, "end", new RecordFailure("bad", "Broken.")), Array.Empty<JobRow>(), IncomingWins.Instance, Stop));

        await Records.ApproveDeletion(Company, run, Stop);

        var ended = (await Reader.GetRun(Company, run, Stop))!;
        Assert.Equal((RunStatus.Partial, "1 records could not be read; see failures."), (ended.Status, ended.Error));
    }

    private async Task<Guid> WithholdJobs()
    {
        await Save(Sample.Job("seen"), Sample.Job("gone1"), Sample.Job("gone2"));
        Advance();
        return await Withhold(SyncKind.Jobs, run => SavePage(run, Sample.Job("seen")));
    }

    private async Task<Guid> Withhold(SyncKind kind, Func<RunRef, Task> pages)
    {
        var run = await Begin(kind);
        await pages(run);
        var count = await Records.CountUnseen(run, Stop);
        await End(run, new RunEnd(RunStatus.Partial, "Nothing was deleted.", Complete: true) { Compared = true, Withheld = count });
        return run.RunId;
    }

    private async Task<KindHistory> History(SyncKind kind) => (await Runs.GetHistory(Company, Stop)).Single(one => one.Kind == kind);
}
