using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What a run is told that it has not seen, before it deletes anything.</summary>
public abstract class UnseenContract : StoreContract
{
    [Fact]
    public async Task Jobs_that_a_run_has_not_seen_are_listed_in_pieces()
    {
        await Save([.. Enumerable.Range(0, 7).Select(i => Sample.Job($"j{i}"))]);
        await Records.SaveRefresh(Refresh(company: Other), [Sample.Job("x1")], IncomingWins.Instance, Stop);
        Advance();
        var run = await Begin(SyncKind.Jobs);
        await SavePage(run, Sample.Job("j1"), Sample.Job("j4"), Sample.Job("new"));

        Assert.Equal(["j0", "j2", "j3"], await Records.ListUnseenJobs(run, null, 3, Stop));
        Assert.Equal(["j5", "j6"], await Records.ListUnseenJobs(run, "j3", 3, Stop));
        Assert.Empty(await Records.ListUnseenJobs(run, "j6", 3, Stop));
    }

    [Fact]
    public async Task A_job_that_is_found_alive_counts_as_seen_and_so_does_one_that_nobody_could_ask_for()
    {
        await Save(Sample.Job("alive"), Sample.Job("asked"), Sample.Job("gone"));
        Advance();
        var run = await Begin(SyncKind.Jobs);
        await Records.SavePage(Page(run, "end", new RecordFailure("asked", "No answer.")), [Sample.Job("alive")], IncomingWins.Instance, Stop);

        Assert.Equal(["gone"], await Records.ListUnseenJobs(run, null, 10, Stop));
        Assert.Equal(1, await Records.DeleteUnseen(run, Stop));
    }

    [Fact]
    public async Task A_job_that_was_refreshed_meanwhile_or_is_deleted_is_not_listed()
    {
        await Save(Sample.Job("refreshed"), Sample.Job("deleted"));
        Advance();
        var first = await Begin(SyncKind.Jobs);
        await SavePage(first, Sample.Job("refreshed"));
        await Records.DeleteUnseen(first, Stop);
        await Runs.Finish(first, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
        Advance();
        var run = await Begin(SyncKind.Jobs);
        Advance();
        await Save(Sample.Job("refreshed", "Changed"));

        Assert.Empty(await Records.ListUnseenJobs(run, null, 10, Stop));
    }

    [Fact]
    public async Task A_run_that_could_not_read_all_tasks_marks_processes_and_no_task_of_a_living_one()
    {
        await Save([Sample.Process("o1"), Sample.Process("o2")], Sample.Task("t1", "o1"), Sample.Task("t2", "o1"), Sample.Task("t3", "o2"));
        Advance();
        var run = await Begin(SyncKind.Onboarding);
        await Records.SavePage(Page(run), [Sample.Process("o1")], IncomingWins.Instance, Stop);
        await Records.SavePage(Page(run), [Sample.Task("t1", "o1")], IncomingWins.Instance, Stop);
        await Records.SavePage(Page(run) with { ForgetsTasks = true }, Array.Empty<ProcessRow>(), IncomingWins.Instance, Stop);

        // The process that is gone, and its task.
        Assert.Equal(2, await Records.DeleteUnseen(run, Stop));
        Assert.Equal(2, (await Reader.Count(Company, Stop)).OnboardingTasks);
    }
}
