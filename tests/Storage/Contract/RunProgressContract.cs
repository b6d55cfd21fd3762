using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What a run keeps of its pages over interruptions, and says while it waits.</summary>
public abstract class RunProgressContract : StoreContract
{
    [Fact]
    public async Task The_largest_total_stays_whatever_later_pages_say()
    {
        var run = await Begin(SyncKind.Jobs);
        await Records.SavePage(Page(run) with { Total = 2600 }, [Sample.Job("j1")], IncomingWins.Instance, Stop);
        await Records.SavePage(Page(run) with { Total = 3 }, [Sample.Job("j2")], IncomingWins.Instance, Stop);
        await Records.SavePage(Page(run), [Sample.Job("j3")], IncomingWins.Instance, Stop);

        Assert.Equal(2600, (await Runs.Take(Company, run.RunId, Stop))!.Progress.Total);
    }

    [Fact]
    public async Task A_run_that_waits_says_why_until_the_next_page()
    {
        var run = await Begin(SyncKind.Jobs);

        Assert.Equal(RunPulse.Alive, await Runs.NoteObstacle(run, "Jobvite answers 500.", Stop));
        var waiting = (await Reader.GetRun(Company, run.RunId, Stop))!;
        await SavePage(run, Sample.Job("j1"));
        var going = (await Reader.GetRun(Company, run.RunId, Stop))!;

        Assert.Equal((RunStatus.Running, "Jobvite answers 500."), (waiting.Status, waiting.Error));
        Assert.Equal((RunStatus.Running, null), (going.Status, going.Error));
    }

    [Fact]
    public async Task What_a_run_waited_for_is_not_how_it_ended()
    {
        var run = await Begin(SyncKind.Jobs);
        await Runs.NoteObstacle(run, "Jobvite answers 500.", Stop);

        Assert.Null((await Runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true), Stop))!.Error);
        Assert.Equal(RunPulse.Lost, await Runs.NoteObstacle(run, "Too late.", Stop));
        Assert.Null((await Reader.GetRun(Company, run.RunId, Stop))!.Error);
    }

    [Fact]
    public async Task Only_the_holder_notes_what_a_run_waits_for()
    {
        var former = await Begin(SyncKind.Jobs);
        await Runs.Take(Company, former.RunId, Stop);

        Assert.Equal(RunPulse.Lost, await Runs.NoteObstacle(former, "Not mine.", Stop));
        Assert.Null((await Reader.GetRun(Company, former.RunId, Stop))!.Error);
    }

    [Fact]
    public async Task The_page_size_that_worked_is_there_after_an_interruption_and_for_the_next_run_of_its_kind()
    {
        var run = await Begin(SyncKind.Jobs);
        Assert.Null((await Runs.Take(Company, run.RunId, Stop))!.PageSize);
        run = (await Runs.Take(Company, run.RunId, Stop))!.Run;
        await Records.SavePage(Page(run) with { PageSize = 250 }, [Sample.Job("j1")], IncomingWins.Instance, Stop);
        await Records.SavePage(Page(run), [Sample.Job("j2")], IncomingWins.Instance, Stop);

        var taken = (await Runs.Take(Company, run.RunId, Stop))!;
        Assert.Equal(250, taken.PageSize);
        await Runs.Finish(taken.Run, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
        Advance();

        Assert.Equal(250, await NextSize(SyncKind.Jobs));
        Assert.Null(await NextSize(SyncKind.Candidates));
        Assert.Null(await NextSize(SyncKind.Jobs, Other));
    }

    [Fact]
    public async Task Of_several_runs_the_size_of_the_last_one_that_has_any_counts()
    {
        foreach (var size in new int?[] { 125, 300, null })
        {
            Advance();
            var run = await Begin(SyncKind.Jobs);
            await Records.SavePage(Page(run) with { PageSize = size }, [Sample.Job("j1")], IncomingWins.Instance, Stop);
            await Runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
        }

        Assert.Equal(300, await NextSize(SyncKind.Jobs));
    }

    private async Task<int?> NextSize(SyncKind kind, string company = Company)
    {
        var start = await Runs.StartOrJoin(Run(kind, company: company), Stop);
        return (await Runs.Take(company, start.Run.RunId, Stop))!.PageSize;
    }
}
