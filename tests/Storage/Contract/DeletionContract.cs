using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class DeletionContract : StoreContract
{
    [Fact]
    public async Task What_a_run_did_not_see_is_marked_deleted()
    {
        await Save(Sample.Job("seen"), Sample.Job("gone"));
        Advance();
        var run = await Begin(SyncKind.Jobs);
        Advance();
        await SavePage(run, Sample.Job("seen"));

        Assert.Equal(new UnseenCount(2, 1), await Records.CountUnseen(run, Stop));
        Assert.Equal(1, await Records.DeleteUnseen(run, Stop));

        Assert.Equal(["seen"], await FindJobs(new JobFilter()));
        var gone = (await Reader.GetJob(Company, "gone", Stop))!;
        Assert.Equal((Now, Now), (gone.DeletedAt, gone.UpdatedAt));
        Assert.Equal(1, (await Reader.GetRun(Company, run.RunId, Stop))!.Progress.Deleted);
        Assert.Equal(1, (await Reader.Count(Company, Stop)).Jobs);
    }

    [Fact]
    public async Task Deleting_again_changes_nothing()
    {
        await Save(Sample.Job("gone"));
        Advance();
        var run = await Begin(SyncKind.Jobs);
        await Records.DeleteUnseen(run, Stop);
        Advance();

        Assert.Equal(0, await Records.DeleteUnseen(run, Stop));
        Assert.Equal(1, (await Reader.GetRun(Company, run.RunId, Stop))!.Progress.Deleted);
    }

    [Fact]
    public async Task What_came_after_the_run_began_stays()
    {
        var run = await Begin(SyncKind.Jobs);
        Advance();
        await Save(Sample.Job("new"));

        Assert.Equal(default, await Records.CountUnseen(run, Stop));
        Assert.Equal(0, await Records.DeleteUnseen(run, Stop));
    }

    [Fact]
    public async Task What_the_run_itself_changed_was_there_before_it()
    {
        await Save(Sample.Job("changed"), Sample.Job("same"), Sample.Job("gone"));
        Advance();
        var run = await Begin(SyncKind.Jobs);
        Advance();
        await SavePage(run, Sample.Job("changed", "Architect"), Sample.Job("same"), Sample.Job("new"));

        Assert.Equal(new UnseenCount(3, 1), await Records.CountUnseen(run, Stop));
    }

    [Fact]
    public async Task What_a_webhook_refreshed_while_the_run_was_reading_stays()
    {
        await Save(Sample.Job("shifted"));
        Advance();
        var run = await Begin(SyncKind.Jobs);
        Advance();
        await Save(Sample.Job("shifted"));

        Assert.Equal(0, await Records.DeleteUnseen(run, Stop));
        Assert.Null((await Reader.GetJob(Company, "shifted", Stop))!.DeletedAt);
    }

    [Fact]
    public async Task A_record_that_could_not_be_read_counts_as_seen()
    {
        await Save(Sample.Job("bad"), Sample.Job("gone"));
        Advance();
        var run = await Begin(SyncKind.Jobs);
        await Records.SavePage(Page(run, "end", new RecordFailure("bad", "Broken.")), Array.Empty<JobRow>(), IncomingWins.Instance, Stop);

        await Records.DeleteUnseen(run, Stop);

        Assert.Equal(["bad"], await FindJobs(new JobFilter()));
    }

    [Theory]
    [InlineData("p1")]
    [InlineData("a1")]
    public async Task A_bad_entry_spares_the_person_and_the_application_whichever_it_named(string named)
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")), Sample.Person("p2", null, null, Sample.Application("a2")));
        Advance();
        var run = await Begin();
        await Records.SavePage(Page(run, "end", new RecordFailure(named, "Broken.")), Array.Empty<CandidateRow>(), IncomingWins.Instance, Stop);

        Assert.Equal(new UnseenCount(2, 1), await Records.CountUnseen(run, Stop));
        Assert.Equal(1, await Records.DeleteUnseen(run, Stop));

        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter()));
        Assert.Single((await Candidate("p1")).Applications);
    }

    [Fact]
    public async Task An_application_that_is_gone_leaves_its_person_who_counts_as_changed()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")), Sample.Person("p1", null, null, Sample.Application("a2")));
        Advance();
        var run = await Begin();
        await SavePage(run, Sample.Person("p1", null, null, Sample.Application("a1")));
        Advance();

        Assert.Equal(1, await Records.DeleteUnseen(run, Stop));

        var candidate = await Candidate("p1");
        Assert.Equal("a1", candidate.Applications.Single().ApplicationId);
        Assert.Equal((null, Now), (candidate.DeletedAt, candidate.UpdatedAt));
        Assert.Equal(1, (await Reader.Count(Company, Stop)).Applications);
    }

    [Fact]
    public async Task A_person_counts_as_its_applications_and_only_without_one_as_itself()
    {
        await Save(
            Sample.Person("seen", null, null, Sample.Application("a1")),
            Sample.Person("two", null, null, Sample.Application("a2")),
            Sample.Person("two", null, null, Sample.Application("a3")),
            Sample.Person("none"));
        Advance();
        var run = await Begin();
        await SavePage(run, Sample.Person("seen", null, null, Sample.Application("a1")));

        Assert.Equal(new UnseenCount(4, 3), await Records.CountUnseen(run, Stop));
        Assert.Equal(3, await Records.DeleteUnseen(run, Stop));
        Assert.Equal(3, (await Reader.GetRun(Company, run.RunId, Stop))!.Progress.Deleted);
        Assert.Equal(["seen"], await FindCandidates(new CandidateFilter()));
    }

    [Fact]
    public async Task A_deleted_candidate_that_comes_again_is_alive_with_its_application()
    {
        var entry = Sample.Person("p1", null, null, Sample.Application("a1"));
        await Save(entry);
        Advance();
        await Records.DeleteUnseen(await Begin(), Stop);
        Advance();
        Assert.NotNull((await Candidate("p1")).DeletedAt);

        Assert.Equal(new UpsertCounts(0, 1, 0), await Save(entry));

        var candidate = await Candidate("p1");
        Assert.Equal((null, Now), (candidate.DeletedAt, candidate.UpdatedAt));
        Assert.Single(candidate.Applications);
    }

    [Fact]
    public async Task A_deleted_person_comes_back_as_the_one_application_that_is_left_shows_it()
    {
        var day = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await Save(
            Sample.Person("p1", "old@example.com", day, Sample.Application("a1", "New", day)),
            Sample.Person("p1", "new@example.com", day.AddDays(5), Sample.Application("a2", "New", day.AddDays(5))));
        Advance();
        await Records.DeleteUnseen(await Begin(), Stop);
        Advance();

        await Save(Sample.Person("p1", "old@example.com", day, Sample.Application("a1", "New", day)));

        var candidate = await Candidate("p1");
        Assert.Equal((null, "old@example.com", "a1"), (candidate.DeletedAt, candidate.Email, candidate.Applications.Single().ApplicationId));
    }

    [Fact]
    public async Task An_answer_asked_for_before_the_deletion_does_not_undo_it()
    {
        await Save(Sample.Job("j1"));
        Advance();
        var early = Now;
        Advance();
        await Save(Sample.Job("j1"));
        Advance();
        await Records.DeleteUnseen(await Begin(SyncKind.Jobs), Stop);
        Advance();

        await Records.SaveRefresh(Refresh(early), [Sample.Job("j1")], IncomingWins.Instance, Stop);

        Assert.NotNull((await Reader.GetJob(Company, "j1", Stop))!.DeletedAt);
    }

    [Fact]
    public async Task Processes_take_their_tasks_with_them()
    {
        await Save([Sample.Process("o1"), Sample.Process("o2")], Sample.Task("t1", "o1"), Sample.Task("t2", "o2"));
        Advance();
        var run = await Begin(SyncKind.Onboarding);
        await Records.SavePage(Page(run), [Sample.Process("o1")], IncomingWins.Instance, Stop);
        await Records.SavePage(Page(run), [Sample.Task("t1", "o1")], IncomingWins.Instance, Stop);

        Assert.Equal(new UnseenCount(4, 2), await Records.CountUnseen(run, Stop));
        Assert.Equal(2, await Records.DeleteUnseen(run, Stop));
        Assert.Equal((1, 1), ((await Reader.Count(Company, Stop)).OnboardingProcesses, (await Reader.Count(Company, Stop)).OnboardingTasks));
    }

    [Fact]
    public async Task A_run_that_reads_no_tasks_deletes_none_of_a_living_process()
    {
        await Save([Sample.Process("o1")], Sample.Task("t1", "o1"));
        Advance();
        var run = await Begin(SyncKind.Onboarding);
        await Records.SavePage(Page(run), [Sample.Process("o1")], IncomingWins.Instance, Stop);

        Assert.Equal(0, await Records.DeleteUnseen(run, Stop));
    }

    [Fact]
    public async Task What_a_run_has_seen_survives_another_taking_it_over()
    {
        await Save(Sample.Job("j1"), Sample.Job("j2"));
        Advance();
        var run = await Begin(SyncKind.Jobs);
        await SavePage(run, Sample.Job("j1"));
        var second = (await Runs.Take(Company, run.RunId, Stop))!.Run;
        await SavePage(second, Sample.Job("j2"));

        Assert.Equal(0, await Records.DeleteUnseen(second, Stop));
    }

    [Fact]
    public async Task A_run_of_one_kind_deletes_nothing_of_another()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")));
        Advance();

        Assert.Equal(0, await Records.DeleteUnseen(await Begin(SyncKind.Jobs), Stop));
    }
}
