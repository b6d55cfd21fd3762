namespace Jobvite.Storage.Tests;

public abstract class DocumentContract : StoreContract
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_document_that_comes_with_an_entry_is_stored()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")) with { Documents = [Sample.Resume("a1", Sample.Document("cv.pdf"))] });

        var document = (await List("p1")).Documents.Single();
        var stored = (await Documents.Get(Company, document.Id, Stop))!;

        Assert.Equal(("a1", "resume", "cv.pdf", 2L, true, Now), (document.ApplicationId, document.Type, document.FileName, document.Size, document.Stored, document.CreatedAt));
        Assert.Equal(("p1", "h1"), (stored.CandidateId, Text(stored)));
        Assert.Equal(1, (await Reader.Count(Company, Stop)).Documents);
    }

    [Fact]
    public async Task A_later_one_of_the_same_name_replaces_it_when_its_content_differs()
    {
        var first = await Stored(Sample.Document("cv.pdf"));
        var same = await Stored(Sample.Document("cv.pdf") with { EncryptedContent = [9] });
        Assert.Equal("h1", Text(same));

        var second = await Stored(Sample.Document("cv.pdf", "h2"));

        Assert.Equal(first.Document.Id, second.Document.Id);
        Assert.Equal("h2", Text(second));
    }

    [Fact]
    public async Task A_mention_without_content_never_removes_a_content()
    {
        await Stored(Sample.Document("cv.pdf"));

        Assert.NotNull((await Stored(Sample.Document("cv.pdf", null))).EncryptedContent);
    }

    [Fact]
    public async Task A_known_name_gets_its_content_later()
    {
        Assert.False((await Stored(Sample.Document("cv.pdf", null))).Document.Stored);
        Assert.True((await Stored(Sample.Document("cv.pdf"))).Document.Stored);
    }

    [Fact]
    public async Task Application_type_and_name_tell_documents_apart()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")) with
        {
            Documents = Sample.Told(
                Sample.Document("cv.pdf"),
                Sample.Document("cv.pdf", "h1", "a1"),
                Sample.Document("other.pdf"),
                Sample.Document("cv.pdf") with { Type = "cover_letter" }),
        });

        Assert.Equal(4, (await List("p1")).Documents.Length);
    }

    [Fact]
    public async Task The_resume_of_an_older_answer_does_not_replace_a_newer_one()
    {
        var late = Now;
        Advance();
        await Save(Sample.Person("p1", null, Day, Sample.Application("a1", "New", Day)) with { Documents = [Sample.Resume("a1", Sample.Document("cv", "new"))] });
        Advance();
        await Records.SaveRefresh(
            Refresh(late),
            [Sample.Person("p1", null, Day, Sample.Application("a1", "New", Day)) with { Documents = [Sample.Resume("a1", Sample.Document("cv", "old"))] }],
            IncomingWins.Instance,
            Stop);

        Assert.Equal("new", Text((await Documents.Get(Company, (await List("p1")).Documents.Single().Id, Stop))!));
    }

    [Fact]
    public async Task Artifacts_wait_to_be_fetched_the_longest_waiting_first()
    {
        await Save(Entry("p1"));
        Advance();
        await Save(Entry("p2"));
        Advance();

        Assert.Equal(["p1", "p2"], await Documents.FindToFetch(Company, 10, Stop));
        Assert.Equal(["p1"], await Documents.FindToFetch(Company, 1, Stop));
        Assert.True((await List("p1")).ArtifactsToFetch);
    }

    [Fact]
    public async Task Fetched_artifacts_are_asked_for_again_only_when_the_record_changes()
    {
        await Save(Entry("p1"));
        await Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("cv.pdf")), Now, Stop);
        Assert.Single((await List("p1")).Documents);
        Assert.False((await List("p1")).ArtifactsToFetch);
        Advance();
        await Save(Entry("p1"));
        Assert.Empty(await Documents.FindToFetch(Company, 10, Stop));

        await Save(Entry("p1", "Offer"));

        Assert.Equal(["p1"], await Documents.FindToFetch(Company, 10, Stop));
    }

    [Fact]
    public async Task Another_source_that_shows_the_same_record_may_have_other_artifacts()
    {
        await Save(Entry("p1"));
        await Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("stage.pdf")), Now, Stop);
        Advance();
        var run = await Begin();
        await SavePage(run, Entry("p1"));
        Assert.Empty(await Documents.FindToFetch(Company, 10, Stop));

        await Records.SavePage(Page(run) with { SourceSince = Now }, [Entry("p1")], IncomingWins.Instance, Stop);

        Assert.Equal(["p1"], await Documents.FindToFetch(Company, 10, Stop));
    }

    [Fact]
    public async Task An_unchanged_record_whose_artifacts_were_never_asked_for_gets_in_line()
    {
        await Save(Entry("p1") with { ArtifactsToFetch = false });
        Assert.Empty(await Documents.FindToFetch(Company, 10, Stop));
        Advance();
        await Save(Entry("p1"));

        Assert.Equal(["p1"], await Documents.FindToFetch(Company, 10, Stop));
    }

    [Fact]
    public async Task A_postponed_fetch_waits_and_one_given_up_waits_for_a_change()
    {
        await Save(Entry("p1"));
        await Documents.PostponeFetch(Company, "p1", Now.AddMinutes(1), Stop);
        Assert.Empty(await Documents.FindToFetch(Company, 10, Stop));
        Advance();
        Assert.Equal(["p1"], await Documents.FindToFetch(Company, 10, Stop));

        await Documents.PostponeFetch(Company, "p1", null, Stop);
        Advance();
        await Save(Entry("p1"));
        Assert.Empty(await Documents.FindToFetch(Company, 10, Stop));
        Assert.True((await List("p1")).ArtifactsToFetch);
        await Save(Entry("p1", "Offer"));
        Assert.Equal(["p1"], await Documents.FindToFetch(Company, 10, Stop));
    }

    [Fact]
    public async Task Documents_of_an_unknown_candidate_are_neither_listed_nor_stored()
    {
        await Documents.SaveFetched(Company, "nobody", Sample.Fetched(Sample.Document("cv.pdf")), Now, Stop);

        Assert.Null(await Documents.List(Company, "nobody", Stop));
        Assert.Null(await Documents.Get(Company, Guid.CreateVersion7(), Stop));
        Assert.Equal(0, (await Reader.Count(Company, Stop)).Documents);
    }

    [Fact]
    public async Task At_most_two_hundred_documents_are_listed()
    {
        await Save(Entry("p1") with { Documents = Sample.Told([.. Enumerable.Range(0, 210).Select(i => Sample.Document($"{i}.pdf"))]) });

        Assert.Equal(200, (await List("p1")).Documents.Length);
    }

    private static CandidateRow Entry(string id, string state = "New") =>
        Sample.Person(id, null, null, Sample.Application($"{id}-a", state)) with { ArtifactsToFetch = true };

    private async Task<CandidateDocuments> List(string candidate) => (await Documents.List(Company, candidate, Stop))!;

    private async Task<StoredDocument> Stored(DocumentRow document)
    {
        Advance();
        await Save(Sample.Person("p1") with { Documents = Sample.Told(document) });
        return (await Documents.Get(Company, (await List("p1")).Documents.Single().Id, Stop))!;
    }

    private static string? Text(StoredDocument document) => document.EncryptedContent is { } content ? System.Text.Encoding.UTF8.GetString(content) : null;
}
