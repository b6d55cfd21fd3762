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

    [Fact]
    public async Task A_first_run_meets_again_what_it_has_stored_itself()
    {
        var (run, memory) = (await Begin(), new RunMemory());
        var first = Sample.Person("p1", null, null, Sample.Application("a1")) with { Documents = Sample.Told(Sample.Document("cv")) };
        var second = Sample.Person("p1", null, null, Sample.Application("a2"));
        var other = Sample.Person("p2", null, null, Sample.Application("a3"));

        Assert.Equal(new UpsertCounts(2, 0, 0), await Counts(run, memory, first, other));
        Assert.Equal(new UpsertCounts(1, 0, 2), await Counts(run, memory, other, first, second));
        Assert.Equal(["a1", "a2"], (await Candidate("p1")).Applications.Select(application => application.ApplicationId).Order());
    }

    [Fact]
    public async Task A_first_run_finds_what_webhooks_stored_while_it_was_reading()
    {
        var (run, memory) = (await Begin(), new RunMemory());
        await Counts(run, memory, Sample.Person("p1", null, null, Sample.Application("a1")));
        Advance();
        await Save(Sample.Person("p2", "new@example.com", Now, Sample.Application("a2", "Hired", Now)) with { Documents = Sample.Told(Sample.Document("cv", "h2")) });

        // The page was asked for before.
        var old = Now.AddDays(-1);
        CandidateRow[] late = [Sample.Person("p2", "old@example.com", old, Sample.Application("a2", "New", old)) with { Documents = Sample.Told(Sample.Document("cv", "h1")) }, Sample.Person("p3", null, null, Sample.Application("a3"))];
        Assert.Equal(new UpsertCounts(1, 0, 0, Stale: 1), (await Records.SavePage(Page(run) with { ReadAt = Now.AddSeconds(-1), Memory = memory }, late, IncomingWins.Instance, Stop)).Counts);

        var candidate = await Candidate("p2");
        Assert.Equal(("new@example.com", "Hired"), (candidate.Email, candidate.Applications.Single().WorkflowState));
        Assert.Equal(2, (await Documents.List(Company, "p2", Stop))!.Documents.Single().Size);
        Assert.Equal(new UpsertCounts(0, 0, 1), await Counts(run, memory, Sample.Person("p3", null, null, Sample.Application("a3"))));
    }

    [Fact]
    public async Task A_first_run_that_somebody_else_goes_on_with_meets_what_was_stored()
    {
        var run = await Begin();
        await Counts(run, new RunMemory(), Sample.Person("p1", null, null, Sample.Application("a1")));
        var taken = (await Runs.Take(Company, run.RunId, Stop))!.Run;

        Assert.Equal(new UpsertCounts(1, 0, 1), await Counts(
            taken, new RunMemory(), Sample.Person("p1", null, null, Sample.Application("a1")), Sample.Person("p2", null, null, Sample.Application("a2"))));
    }

    private async Task<UpsertCounts> Counts(RunRef run, RunMemory memory, params CandidateRow[] entries) =>
        (await Records.SavePage(Frame(run, memory), entries, IncomingWins.Instance, Stop)).Counts;

    private RunPage Frame(RunRef run, RunMemory memory) => Page(run) with { Memory = memory };

    private async Task<int> NewIds(RunRef run, RunMemory memory, params string[] ids) =>
        (await Records.SavePage(Frame(run, memory), [.. ids.Select(id => Sample.Job(id))], IncomingWins.Instance, Stop)).NewIds;
}
