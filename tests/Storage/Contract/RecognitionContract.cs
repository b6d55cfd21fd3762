using CsCheck;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>An entry of Jobvite's list is recognized exactly as long as storing it again would change nothing.</summary>
public abstract class RecognitionContract : StoreContract
{
    private static readonly CandidateRow[] None = [];
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_entry_is_recognized_by_its_digest_in_its_company()
    {
        await Save(Entry("p1", "a1", "first"));

        var known = await Known(("a1", "first"), ("a2", "first"), ("a1", "other"));

        Assert.Equal([KeyValuePair.Create("first", new StoredEntry("p1", "a1"))], known);
        Assert.Empty(await Records.FindKnown(Other, [new EntryKey("a1", "first")], Stop));
        Assert.Empty(await Records.FindKnown(Company, [], Stop));
    }

    [Fact]
    public async Task A_changed_application_is_recognized_by_what_it_came_with_last()
    {
        await Save(Entry("p1", "a1", "first"));
        Advance();
        await Save(Entry("p1", "a1", "second", state: "Offer"));

        Assert.Equal(["second"], (await Known(("a1", "first"), ("a1", "second"))).Keys);
    }

    [Fact]
    public async Task A_changed_person_voids_what_came_before_and_is_recognized_itself()
    {
        await Save(Entry("p1", "a1", "first"), Entry("p1", "a2", "first of two"));
        Advance();
        await Save(Entry("p1", "a1", "second", email: "new@example.com"));

        Assert.Equal(["second"], (await Known(("a1", "first"), ("a1", "second"), ("a2", "first of two"))).Keys);
    }

    [Fact]
    public async Task What_was_stored_from_elsewhere_voids_it_too()
    {
        await Save(Entry("p1", "a1", "first"), Entry("p2", "a2", "second"));
        Advance();
        await Save(Entry("p1", "a1", null, state: "Offer"), Entry("p2", "a2", null, email: "new@example.com"));

        Assert.Empty(await Known(("a1", "first"), ("a2", "second")));
    }

    [Fact]
    public async Task What_is_marked_as_deleted_is_read_when_it_comes_again()
    {
        await Save(Entry("p1", "a1", "first"));
        Advance();
        await Records.DeleteUnseen(await Begin(), Stop);

        Assert.Empty(await Known(("a1", "first")));
        Advance();
        await Save(Entry("p1", "a1", "first"));
        Assert.Null((await Candidate("p1")).DeletedAt);
        Assert.Single(await Known(("a1", "first")));
    }

    [Fact]
    public async Task Entries_without_one_application_and_answers_that_came_too_late_are_not_recognized()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1"), Sample.Application("a2")) with { Digest = "two" });
        await Save(Sample.Person("p2") with { Digest = "none" });
        await Save(Entry("p3", "a3", "new"));
        await Records.SaveRefresh(Refresh(Now.AddSeconds(-1)), [Entry("p3", "a3", "old", state: "Before")], IncomingWins.Instance, Stop);

        Assert.Equal(["new"], (await Known(("a1", "two"), ("a2", "two"), ("p2", "none"), ("a3", "old"), ("a3", "new"))).Keys);
    }

    [Fact]
    public async Task Both_entries_of_a_person_who_applied_twice_are_recognized()
    {
        await Save(Entry("p1", "a1", "first", updated: Day.AddDays(1)), Entry("p1", "a2", "second", updated: Day));

        Assert.Equal(["first", "second"], (await Known(("a1", "first"), ("a2", "second"))).Keys.Order());
    }

    [Fact]
    public async Task Entries_of_one_answer_that_show_the_person_differently_are_read_each_time()
    {
        CandidateRow[] answer = [Entry("p1", "a1", "first", updated: Day.AddDays(1)), Entry("p1", "a2", "second", email: "before@example.com", updated: Day)];
        await Save(answer);

        Assert.Empty(await Known(("a1", "first"), ("a2", "second")));
        Advance();
        Assert.Equal(new UpsertCounts(0, 0, 2), await Save(answer));
        Assert.Equal("a@example.com", (await Candidate("p1")).Email);
    }

    [Fact]
    public async Task An_entry_that_shows_the_person_otherwise_than_a_recognized_one_of_the_same_answer_does_is_read_again()
    {
        await Save(Entry("p1", "a1", "first", updated: Day.AddDays(1)));
        Advance();
        var known = await Known(("a1", "first"));
        var run = await Begin();
        CandidateRow other = Entry("p1", "a2", "second", email: "other@example.com", updated: Day);
        await Records.SavePage(Page(run) with { Known = [.. known.Values] }, [other], IncomingWins.Instance, Stop);
        Advance();

        // Now none of the two is recognized, and the dates decide as if none ever had been.
        Assert.Empty(await Known(("a1", "first"), ("a2", "second")));
        await SavePage(run, Entry("p1", "a1", "first", updated: Day.AddDays(1)), other);
        Assert.Equal("a@example.com", (await Candidate("p1")).Email);
    }

    [Fact]
    public async Task Records_stored_before_there_were_marks_are_recognized_after_the_next_page()
    {
        var run = await Begin();
        await SavePage(run, Entry("p1", "a1", null));
        Advance();

        Assert.Equal(new UpsertCounts(0, 0, 1), (await SavePage(run, Entry("p1", "a1", "first"))).Counts);
        Assert.Single(await Known(("a1", "first")));
    }

    [Fact]
    public async Task Other_bytes_of_the_same_record_are_written_once_a_week_at_most()
    {
        var run = await Begin();
        await SavePage(run, Entry("p1", "a1", "monday"));
        Advance(6 * 24 * 3600);
        await SavePage(run, Entry("p1", "a1", "sunday"));
        Assert.Equal(["monday"], (await Known(("a1", "monday"), ("a1", "sunday"))).Keys);

        Advance(2 * 24 * 3600);
        await SavePage(run, Entry("p1", "a1", "tuesday"));
        Assert.Equal(["tuesday"], (await Known(("a1", "monday"), ("a1", "tuesday"))).Keys);
    }

    [Fact]
    public async Task Known_entries_of_a_page_count_as_unchanged_and_are_not_deleted()
    {
        await Save(Entry("p1", "a1", "first"), Entry("p2", "a2", "second"));
        Advance();
        var run = await Begin();

        var page = Page(run) with { Known = [new StoredEntry("p1", "a1")] };
        var result = await Records.SavePage(page, [Entry("p3", "a3", "third")], IncomingWins.Instance, Stop);

        Assert.Equal((new UpsertCounts(1, 0, 1), 2, 2), (result.Counts, result.NewIds, result.Progress.Fetched));
        Assert.Equal(0, (await Records.SavePage(page, None, IncomingWins.Instance, Stop)).NewIds);
        Assert.Equal(1, await Records.DeleteUnseen(run, Stop));
        Assert.Equal((null, true), ((await Candidate("p1")).DeletedAt, (await Candidate("p2")).DeletedAt is not null));
    }

    [Fact]
    public async Task What_a_refresh_recognizes_is_not_deleted_by_a_run_that_was_under_way()
    {
        await Save(Entry("p1", "a1", "first"));
        Advance();
        var run = await Begin();
        Advance();

        await Records.SaveRefresh(Refresh() with { Known = [new StoredEntry("p1", "a1")] }, None, IncomingWins.Instance, Stop);

        Assert.Equal(0, await Records.DeleteUnseen(run, Stop));
    }

    [Fact]
    public async Task What_a_refresh_recognizes_is_not_touched_while_no_run_is_under_way()
    {
        await Save(Entry("p1", "a1", "first"));
        const string Times = "SELECT CAST(read_at AS text) FROM candidates UNION ALL SELECT CAST(read_at AS text) FROM applications";
        var before = await Store.Look(Times);
        Advance();

        await Records.SaveRefresh(Refresh() with { Known = [new StoredEntry("p1", "a1")] }, None, IncomingWins.Instance, Stop);

        Assert.Equal(before, await Store.Look(Times));
    }

    [Fact]
    public async Task Whoever_recognizes_entries_ends_with_the_same_records_and_documents_as_whoever_reads_them_all()
    {
        var (run, other) = (await Begin(), await Begin(company: Other));
        var number = 0;
        var step = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 3], (application, person, stage, document, way) => (application, person, stage, document, way));
        await Gen.Select(step.Array[1, 12], Gen.Bool, (steps, dated) => (steps, dated)).SampleAsync(
            async one =>
            {
                var id = $"p{Interlocked.Increment(ref number)}";
                foreach (var (application, person, stage, document, way) in one.steps)
                {
                    Advance(1);
                    DateTimeOffset? updated = one.dated ? Now : null;
                    var entry = Entry(
                        id, $"{id}-{application}", $"{id}-{application}-{person}-{stage}-{document}-{updated}", $"{person}@example.com", $"State {stage}", updated);
                    DocumentRow[] documents = document == 0 ? [] : [Sample.Document("cv", $"h{document}")];
                    entry = entry with { Documents = [Sample.Artifacts($"{id}-{application}", documents)] };
                    var known = await Records.FindKnown(Company, [new EntryKey($"{id}-{application}", entry.Digest!)], Stop);

                    // By a page, by a list that events asked for, by a single read, which has no digest, or only the documents.
                    if (way == 0)
                    {
                        await Records.SavePage(Page(run) with { Known = [.. known.Values] }, known.Count > 0 ? None : [entry], IncomingWins.Instance, Stop);
                        await Records.SavePage(Page(other), [entry], IncomingWins.Instance, Stop);
                    }
                    else if (way == 3)
                    {
                        await Documents.SaveFetched(Company, id, Sample.Fetched(documents), Now, Stop);
                        await Documents.SaveFetched(Other, id, Sample.Fetched(documents), Now, Stop);
                    }
                    else
                    {
                        var isKnown = way == 1 && known.Count > 0;
                        await Records.SaveRefresh(
                            Refresh() with { Known = isKnown ? [.. known.Values] : [] }, isKnown ? None : [way == 1 ? entry : entry with { Digest = null }], IncomingWins.Instance, Stop);
                        await Records.SaveRefresh(Refresh(company: Other), [entry], IncomingWins.Instance, Stop);
                    }
                }

                var (mine, theirs) = (await Kept(id), await Kept(id, company: Other));
                return What(await Reader.GetCandidate(Company, id, Stop)) == What(await Reader.GetCandidate(Other, id, Stop))
                    && string.Join(", ", mine) == string.Join(", ", theirs);
            }, iter: 80, threads: 1);
    }

    private static string? What(CandidateView? candidate) => candidate is null ? null :
        $"{candidate.Email} {candidate.UpdatedAt:O} {string.Join(", ", candidate.Applications.OrderBy(a => a.ApplicationId, StringComparer.Ordinal).Select(a => $"{a.ApplicationId} {a.WorkflowState}"))}";

    private static CandidateRow Entry(
        string person, string application, string? digest, string email = "a@example.com", string state = "New", DateTimeOffset? updated = null) =>
        Sample.Person(person, email, updated, Sample.Application(application, state, updated)) with { Digest = digest };

    private Task<IReadOnlyDictionary<string, StoredEntry>> Known(params (string ApplicationId, string Digest)[] entries) =>
        Records.FindKnown(Company, [.. entries.Select(entry => new EntryKey(entry.ApplicationId, entry.Digest))], Stop);
}
