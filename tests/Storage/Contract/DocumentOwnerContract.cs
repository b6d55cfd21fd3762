namespace Jobvite.Storage.Tests;

/// <summary>Documents come and go with whom they belong to, and answers that cross each other leave the newer one's.</summary>
public abstract class DocumentOwnerContract : StoreContract
{
    [Fact]
    public async Task Documents_of_a_deleted_person_are_not_handed_out_not_even_those_under_way_and_come_back_with_the_person()
    {
        await Save(Entry("a1", Sample.Resume("a1", Sample.Document("cv"))));
        var document = (await Documents.List(Company, "p1", Stop))!.Documents.Single();
        Advance();
        var asked = Now;
        await Records.DeleteUnseen(await Begin(), Stop);

        Assert.False(await Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("late")), asked, Stop));

        Assert.Null(await Documents.List(Company, "p1", Stop));
        Assert.Null(await Documents.Get(Company, document.Id, Stop));
        Assert.Equal(0, (await Reader.Count(Company, Stop)).Documents);
        Advance();
        await Save(Entry("a1"));
        Assert.Equal(["cv h1"], await Kept());
    }

    [Fact]
    public async Task Documents_of_an_application_that_left_go_with_it_and_what_was_fetched_is_asked_for_again()
    {
        await Save(Entry("a1", Sample.Resume("a1", Sample.Document("cv", "1"))), Entry("a2", Sample.Resume("a2", Sample.Document("cv", "2"))));
        await Fetch(Sample.Document("cert", "3"));
        var gone = (await Documents.List(Company, "p1", Stop))!.Documents.Single(document => document.ApplicationId == "a2").Id;
        Advance();
        var run = await Begin();
        await SavePage(run, Entry("a1"));

        await Records.DeleteUnseen(run, Stop);

        Assert.Equal(["cert 3", "cv 1"], await Kept());
        Assert.Null(await Documents.Get(Company, gone, Stop));
        Assert.Equal(["p1"], await Documents.FindToFetch(Company, 9, Stop));
    }

    [Fact]
    public async Task Documents_of_an_application_move_with_it_to_another_person()
    {
        await Save(Entry("a1", Sample.Resume("a1", Sample.Document("cv", "1"))), Entry("a2", Sample.Resume("a2", Sample.Document("cv", "2"))));
        Advance();

        await Save(Sample.Person("p2", null, null, Sample.Application("a2")));

        Assert.Equal(["cv 1"], await Kept());
        Assert.Equal(["cv 2"], await Kept("p2"));
        Advance();
        await Save(Sample.Person("p2", null, null, Sample.Application("a2")) with { Documents = [Sample.Resume("a2")] });
        Assert.Empty(await Kept("p2"));
    }

    [Fact]
    public async Task An_answer_that_was_asked_for_before_another_told_of_the_documents_changes_nothing()
    {
        await Save(Entry("a1") with { ArtifactsToFetch = true });
        var asked = Now;
        Advance();
        await Save(Entry("a1", Sample.Artifacts("a1", Sample.Document("new"))));

        Assert.False(await Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("old")), asked, Stop));
        Assert.Equal(["new h1"], await Kept());

        var before = Now;
        Advance();
        await Fetch(Sample.Document("newest"));
        await Records.SaveRefresh(Refresh(before), [Entry("a1", Sample.Artifacts("a1", Sample.Document("older")))], IncomingWins.Instance, Stop);
        Assert.Equal(["newest h1"], await Kept());
    }

    [Fact]
    public async Task A_change_while_the_artifacts_are_fetched_has_them_fetched_again()
    {
        await Save(Entry("a1") with { ArtifactsToFetch = true });
        var asked = Now;
        Advance();
        await Save(Sample.Person("p1", null, null, Sample.Application("a1", "Offer")) with { ArtifactsToFetch = true });

        await Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("old")), asked, Stop);

        Assert.Equal(["p1"], await Documents.FindToFetch(Company, 9, Stop));
    }

    [Fact]
    public async Task An_entry_is_read_again_when_its_documents_came_to_differ_from_what_it_shows()
    {
        var entry = Entry("a1", Sample.Artifacts("a1", Sample.Document("cert", "1"))) with { Digest = "first" };
        await Save(entry);
        Assert.True(await IsKnown("first"));
        await Fetch();
        Assert.False(await IsKnown("first"));
        Advance();
        await Save(entry);
        Assert.Equal(["cert 1"], await Kept());
        Assert.True(await IsKnown("first"));

        // The same record, and another content, by a read that has no digest, and by one that has.
        Advance();
        await Save(entry with { Digest = null, Documents = [Sample.Artifacts("a1", Sample.Document("cert", "2"))] });
        Assert.False(await IsKnown("first"));
        Advance();
        await Save(entry);
        Advance();
        await Save(entry with { Digest = "second", Documents = [Sample.Artifacts("a1", Sample.Document("cert", "2"))] });
        Assert.Equal((false, true), (await IsKnown("first"), await IsKnown("second")));
    }

    private static CandidateRow Entry(string application, params ToldDocuments[] documents) =>
        Sample.Person("p1", null, null, Sample.Application(application)) with { Documents = documents };

    private async Task Fetch(params DocumentRow[] documents)
    {
        Advance(1);
        Assert.True(await Documents.SaveFetched(Company, "p1", Sample.Fetched(documents), Now, Stop));
    }

    private async Task<bool> IsKnown(string digest) => (await Records.FindKnown(Company, [new EntryKey("a1", digest)], Stop)).Count == 1;
}
