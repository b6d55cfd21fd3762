using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class DeletedRecordContract : StoreContract
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private IDeletedRecords Deleted => Store.Get<IDeletedRecords>();

    [Fact]
    public async Task After_a_month_ids_and_times_are_left_and_documents_are_gone()
    {
        await Fill();
        await Delete();
        var before = await Candidate("p1");
        Assert.Equal(0, (await Deleted.Empty(Month, 100, Stop)).Records);
        Assert.Equal("a@example.com", (await Candidate("p1")).Email);

        Advance(31 * 86_400);
        Assert.Equal(new EmptiedRecords(6, HasMore: false), await Deleted.Empty(Month, 100, Stop));
        Assert.Equal(0, (await Deleted.Empty(Month, 100, Stop)).Records);

        var after = await Candidate("p1");
        Assert.Equal((before.Id, before.CreatedAt, before.UpdatedAt), (after.Id, after.CreatedAt, after.UpdatedAt));
        Assert.NotNull(after.DeletedAt);
        Assert.Null(after.Email);
        Assert.Null(after.FirstName);
        Assert.Equal(["a1 p1 j1 none"], await Store.Look("SELECT jobvite_id || ' ' || candidate_id || ' ' || job_id || ' ' || coalesce(workflow_state, 'none') FROM applications"));
        Assert.Null((await Reader.GetJob(Company, "j1", Stop))!.Title);
        Assert.Equal(("n1", null), ((await Reader.GetProcess(Company, "o1", Stop))!.JobviteNewHireId, (await Reader.GetProcess(Company, "o1", Stop))!.Status));
        Assert.Equal(["{}"], (await Store.Look("SELECT DISTINCT raw_json FROM candidates WHERE jobvite_id = 'p1'")));
        Assert.Equal(["0"], await Store.Look("SELECT count(*) FROM candidate_documents WHERE candidate_id = 'p1'"));
        Assert.Empty(await FindCandidates(new CandidateFilter { Search = "jane", IncludeDeleted = true }));
    }

    [Fact]
    public async Task What_lives_stays_and_so_does_what_comes_back()
    {
        await Fill();
        await Delete();
        Advance(31 * 86_400);
        await Deleted.Empty(Month, 100, Stop);

        Assert.Equal("b@example.com", (await Candidate("p2")).Email);
        Assert.Equal(1, (await Save(Jane())).Updated);
        Assert.Equal(("a@example.com", null), ((await Candidate("p1")).Email, (await Candidate("p1")).DeletedAt));
        Assert.Equal(["p1"], await FindCandidates(new CandidateFilter { Search = "jane" }));
        Assert.Equal(["cv.pdf text"], await Kept());
    }

    [Theory]
    [InlineData(null, 30, 31, true)]
    [InlineData(7, 30, 8, true)]
    [InlineData(7, 30, 6, false)]
    [InlineData(90, 30, 31, true)]
    [InlineData(null, 0, 3000, false)]
    [InlineData(7, 0, 8, true)]
    public async Task A_company_says_for_how_long_up_to_what_the_operator_allows(int? companys, int operators, int passed, bool gone)
    {
        await Fill(companys);
        await Delete();
        Advance(passed * 86_400);

        await Deleted.Empty(operators == 0 ? null : TimeSpan.FromDays(operators), 100, Stop);

        Assert.Equal(gone, (await Candidate("p1")).Email is null);
    }

    [Fact]
    public async Task It_goes_by_batches()
    {
        await Fill();
        await Save([.. Enumerable.Range(0, 10).Select(i => Sample.Person($"q{i}", "q@example.com"))]);
        await Delete();
        Advance(31 * 86_400);

        var batches = 0;
        while ((await Deleted.Empty(Month, 3, Stop)).HasMore)
        {
            batches++;
        }

        Assert.InRange(batches, 3, 4);
        Assert.Equal(["0"], await Store.Look("SELECT count(*) FROM candidates WHERE deleted_at IS NOT NULL AND email IS NOT NULL"));
    }

    private static CandidateRow Jane() => Sample.Person("p1", "a@example.com", null, Sample.Application("a1", "Hired", job: "j1")) with
    {
        FirstName = "Jane",
        Documents = Sample.Told(Sample.Document("cv.pdf", "text")),
    };

    private async Task Fill(int? days = null)
    {
        await Store.Get<ICompanyDirectory>().Save(new DirectoryEntry(Company, JobviteEnvironment.Stage, true, 60) { DeletedRecordsDays = days }, Stop);
        await Save(Jane());
        await Save(Sample.Person("old", "c@example.com"));
        await Save(Sample.Job("j1"));
        await Save([Sample.Process("o1") with { NewHireId = "n1" }], Sample.Task("t1", "o1"));
    }

    /// <summary>Everything is gone at Jobvite but p2, who is new.</summary>
    private async Task Delete()
    {
        Advance();
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            var run = await Begin(kind);
            await Records.DeleteUnseen(run, Stop);
            await Runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
        }

        await Save(Sample.Person("p2", "b@example.com"));
    }
}
