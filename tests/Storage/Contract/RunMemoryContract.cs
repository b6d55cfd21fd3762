using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What a run has seen is counted the same, whether its holder remembers it or the database must be asked.</summary>
public abstract class RunMemoryContract : StoreContract
{
    [Fact]
    public async Task A_page_is_compared_with_what_the_holder_remembers()
    {
        var (run, memory) = (await Begin(SyncKind.Jobs), new RunMemory());

        Assert.Equal(2, await NewIds(run, memory, "j1", "j2"));
        Assert.Equal(1, await NewIds(run, memory, "j2", "j3"));
        Assert.Equal(0, await NewIds(run, memory, "j1", "j2", "j3"));
    }

    [Fact]
    public async Task Who_takes_a_run_over_knows_what_was_seen_before()
    {
        var run = await Begin(SyncKind.Jobs);
        await NewIds(run, new RunMemory(), "j1", "j2");
        var (taken, memory) = ((await Runs.Take(Company, run.RunId, Stop))!.Run, new RunMemory());

        Assert.Equal(1, await NewIds(taken, memory, "j2", "j3"));
        Assert.Equal(0, await NewIds(taken, memory, "j1", "j2", "j3"));
    }

    [Fact]
    public async Task A_page_that_was_stored_by_somebody_else_in_between_is_known_too()
    {
        var (run, memory) = (await Begin(SyncKind.Jobs), new RunMemory());
        await NewIds(run, memory, "j1");
        await NewIds(run, new RunMemory(), "j2");

        Assert.Equal(1, await NewIds(run, memory, "j1", "j2", "j3"));
    }

    [Fact]
    public async Task A_page_that_was_not_stored_is_not_remembered()
    {
        await Save(Sample.Job("j1"));
        Advance();
        var (run, memory) = (await Begin(SyncKind.Jobs), new RunMemory());
        var broken = new MergeBy(static (_, _) => throw new InvalidOperationException("The merge broke."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Records.SavePage(Frame(run, memory), [Sample.Job("j1", "Changed"), Sample.Job("j2")], broken, Stop));

        Assert.Equal(2, await NewIds(run, memory, "j1", "j2"));
    }

    [Fact]
    public async Task Ids_of_persons_are_not_mistaken_for_ids_of_applications()
    {
        var (run, memory) = (await Begin(), new RunMemory());
        await Records.SavePage(Frame(run, memory), [Sample.Person("x", null, null, Sample.Application("y"))], IncomingWins.Instance, Stop);

        var result = await Records.SavePage(Frame(run, memory), [Sample.Person("y", null, null, Sample.Application("x"))], IncomingWins.Instance, Stop);

        Assert.Equal(1, result.NewIds);
    }

    private RunPage Frame(RunRef run, RunMemory memory) => Page(run) with { Memory = memory };

    private async Task<int> NewIds(RunRef run, RunMemory memory, params string[] ids) =>
        (await Records.SavePage(Frame(run, memory), [.. ids.Select(id => Sample.Job(id))], IncomingWins.Instance, Stop)).NewIds;
}
