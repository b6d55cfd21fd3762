using CsCheck;

namespace Jobvite.Storage.Tests;

/// <summary>What is stored of a candidate's documents is what Jobvite said of them last (docs/adr/0022).</summary>
public abstract class DocumentListContract : StoreContract
{
    [Fact]
    public async Task A_withdrawn_resume_and_withdrawn_artifacts_are_gone_with_their_contents()
    {
        await Save(Entry("a1", Sample.Resume("a1", Sample.Document("cv.pdf")), Sample.Artifacts("a1", Sample.Document("cert.pdf", "h2"))));
        Advance();

        await Save(Entry("a1", Sample.Resume("a1"), Sample.Artifacts("a1")));

        Assert.Empty(await Kept());
        Assert.Equal(["0"], await Store.Look("SELECT count(*) FROM candidate_documents"));
    }

    [Fact]
    public async Task Two_artifacts_of_one_name_are_two_by_their_ids_and_by_their_places()
    {
        await Save(Entry("a1", Sample.Artifacts("a1", Sample.Document("cert.pdf", "one", id: "y1"), Sample.Document("cert.pdf", "two", id: "y2"))));
        Assert.Equal(["cert.pdf one", "cert.pdf two"], await Kept());
        Advance();
        await Save(Entry("a1", Sample.Artifacts("a1", Sample.Document("cert.pdf", "two", id: "y2"))));
        Assert.Equal(["cert.pdf two"], await Kept());
        Advance();

        await Save(Entry("a1", Sample.Artifacts("a1", Sample.Document(null, "x"), Sample.Document(null, "y"), Sample.Document(null, "z"))));

        Assert.Equal([" x", " y", " z"], await Kept());
    }

    [Fact]
    public async Task A_list_says_nothing_about_other_lists()
    {
        await Save(Entry("a1", Sample.Resume("a1", Sample.Document("cv", "1")), Sample.Artifacts("a1", Sample.Document("a", "2"))));
        await Save(Entry("a2", Sample.Resume("a2", Sample.Document("cv", "3")), Sample.Artifacts("a2", Sample.Document("b", "4"))));
        await Save(Sample.Person("p1") with { Documents = Sample.Told(Sample.Document("c", "5")) });
        Assert.Equal(["a 2", "b 4", "c 5", "cv 1", "cv 3"], await Kept());
        Advance();

        await Save(Entry("a1", Sample.Resume("a1")));
        await Save(Entry("a2", Sample.Artifacts("a2")));
        await Save(Entry("a1"));

        Assert.Equal(["a 2", "c 5", "cv 3"], await Kept());
    }

    [Fact]
    public async Task What_is_handed_out_is_all_but_the_resumes_that_came_with_the_entries()
    {
        await Save(Entry("a1", Sample.Resume("a1", Sample.Document("cv", "1")), Sample.Artifacts("a1", Sample.Document("a", "2"), Sample.Document("b", "3"))));
        Advance();

        await Fetch(Sample.Document("b", "4"), Sample.Document("c", "5"));

        Assert.Equal(["b 4", "c 5", "cv 1"], await Kept());
    }

    [Fact]
    public async Task A_changed_name_or_size_under_one_id_is_another_content_to_be_fetched()
    {
        await Save(Entry("a1", Sample.Artifacts("a1", Mention("cv.pdf", 100) with { ContentHash = "h1", EncryptedContent = [1] })));
        Assert.Empty(await Documents.FindToFetch(Company, 9, Stop));
        Advance();
        await Save(Entry("a1", Sample.Artifacts("a1", Mention("cv.pdf", 100))) with { ArtifactsToFetch = true });
        Assert.Equal(["cv.pdf stored"], await Kept(contents: false));
        await Documents.SaveFetched(Company, "p1", Sample.Fetched(Mention("cv.pdf", 100) with { ContentHash = "h1", EncryptedContent = [1] }), Now, Stop);
        Advance();

        await Save(Entry("a1", Sample.Artifacts("a1", Mention("cv.pdf", 101))) with { ArtifactsToFetch = true });

        Assert.Equal(["cv.pdf"], await Kept(contents: false));
        Assert.Equal(["0"], await Store.Look("SELECT count(*) FROM candidate_documents WHERE encrypted_content IS NOT NULL"));
        Assert.Equal(["p1"], await Documents.FindToFetch(Company, 9, Stop));

        static DocumentRow Mention(string name, long size) => Sample.Document(name, null, id: "y1") with { Size = size, StatedSize = size };
    }

    [Fact]
    public async Task When_no_application_has_artifacts_the_fetched_ones_are_gone_and_nothing_is_to_be_fetched()
    {
        await Save(Sample.Person("p1", null, null, Has("a1", true), Has("a2", true)) with { ArtifactsToFetch = true });
        await Fetch(Sample.Document("cert.pdf"));
        Advance();
        await Save(Sample.Person("p1", null, null, Has("a1", false)) with { Documents = [Sample.Artifacts("a1")] });
        Assert.Single(await Kept());

        Advance();
        await Save(Sample.Person("p1", null, null, Has("a2", false)) with { Documents = [Sample.Artifacts("a2")] });

        Assert.Empty(await Kept());
        Assert.Empty(await Documents.FindToFetch(Company, 9, Stop));
        Assert.False((await Documents.List(Company, "p1", Stop))!.ArtifactsToFetch);
    }

    [Fact]
    public async Task When_no_application_has_artifacts_those_that_an_entry_showed_as_the_persons_are_gone_too()
    {
        await Save(Sample.Person("p1", null, null, Has("a1", true)) with { Documents = Sample.Told(Sample.Document("cert.pdf"), Sample.Document("letter.pdf")) });
        Assert.Equal(2, (await Kept()).Length);
        Advance();

        await Save(Sample.Person("p1", null, null, Has("a1", false)) with { Documents = [Sample.Artifacts("a1")] });

        Assert.Empty(await Kept());
    }

    [Fact]
    public async Task A_list_that_could_not_be_read_whole_removes_nothing()
    {
        await Save(Entry("a1", Sample.Artifacts("a1", Sample.Document("a", "1"), Sample.Document("b", "2"))));
        Advance();

        await Save(Entry("a1", Sample.Artifacts("a1", Sample.Document("b", "3"), Sample.Document("c", "4")) with { IsWhole = false }));

        Assert.Equal(["a 1", "b 3", "c 4"], await Kept());
    }

    [Fact]
    public async Task Types_and_names_of_any_length_are_stored()
    {
        var endless = string.Concat(Enumerable.Range(0, 4000).Select(i => (char)('\u4e00' + (i * 37 % 20000))));
        var document = Sample.Document(endless) with { Type = endless, MimeType = endless };

        await Save(Entry("a1", Sample.Artifacts("a1", document, document)));
        await Fetch(document, document);

        var stored = (await Documents.List(Company, "p1", Stop))!.Documents;
        Assert.Equal([(endless, endless), (endless, endless)], stored.Select(one => (one.Type, one.FileName!)));
    }

    [Fact]
    public async Task Whether_Jobvite_may_still_have_a_content_is_known()
    {
        await Save(Entry("a1", Sample.Artifacts("a1", Sample.Document("cert", null))) with { ArtifactsToFetch = true });
        var id = (await Documents.List(Company, "p1", Stop))!.Documents.Single().Id;
        Assert.True((await Documents.Get(Company, id, Stop))!.MayBeFetched);

        await Fetch(Sample.Document("cert", null));

        Assert.False((await Documents.Get(Company, id, Stop))!.MayBeFetched);
    }

    [Fact]
    public async Task Documents_stored_before_are_recognized_and_go_when_no_list_has_them()
    {
        await Save(Entry("a1", Sample.Resume("a1", Sample.Document("cv", "1")), Sample.Artifacts("a1", Sample.Document("x", "2"), Sample.Document("y", "3"))));
        await Fetch(Sample.Document("x", "2"), Sample.Document("y", "3"), Sample.Document("z", "4"), Sample.Document("w", "5"));
        await Store.Run("UPDATE candidate_documents SET identity = NULL, scope = 0, name = coalesce(file_name, '')");
        var before = await Ids();
        Assert.Equal(["cv 1", "w 5", "x 2", "y 3", "z 4"], await Kept());
        Advance();

        await Save(Entry("a1", Sample.Resume("a1", Sample.Document("cv", "1", id: "r1")), Sample.Artifacts("a1", Sample.Document("x", "2", id: "x1"))));
        Assert.Equal(["cv 1", "w 5", "x 2", "z 4"], await Kept());
        await Fetch(Sample.Document("x", "2", id: "x1"), Sample.Document("z", "4", id: "z1"), Sample.Document("z", "6", id: "z2"));

        Assert.Equal(["cv 1", "x 2", "z 4", "z 6"], await Kept());
        Assert.Equal(3, (await Ids()).Intersect(before).Count());
    }

    [Fact]
    public async Task Whatever_answers_come_the_stored_documents_are_those_that_Jobvite_said_last()
    {
        var number = 0;
        var document = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Bool, Gen.Int[0, 3], (content, name, hasId, id) =>
            Sample.Document($"n{name}", $"h{content}", id: hasId ? $"y{id}" : null));
        var step = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 2], document.Array[0, 3], (scope, application, rows) => (scope, application, rows));
        await step.Array[1, 8].SampleAsync(
            async steps =>
            {
                var id = $"p{Interlocked.Increment(ref number)}";
                SortedDictionary<string, string[]> world = new(StringComparer.Ordinal);
                foreach (var (scope, application, rows) in steps)
                {
                    Advance(1);
                    await Play(id, $"{id}-{application}", scope, rows, world);
                }

                var expected = world.Values.SelectMany(lines => lines).Order(StringComparer.Ordinal);
                var found = await Kept(id);
                return expected.SequenceEqual(found) ? true : throw new InvalidOperationException($"{string.Join(", ", expected)} became {string.Join(", ", found)}.");
            }, iter: 150, threads: 1);
    }

    /// <summary>An answer, and what is so after it: resumes and artifacts of two applications, the person's, and all that is handed out.</summary>
    private async Task Play(string person, string application, int scope, DocumentRow[] rows, SortedDictionary<string, string[]> world)
    {
        // An id is one document's only, wherever it is shown: each list has ids of its own, and no id twice.
        var list = rows
            .Select(row => row.ExternalId is null ? row : row with { ExternalId = $"{application}-{scope}-{row.ExternalId}" })
            .GroupBy(row => row.ExternalId ?? Guid.NewGuid().ToString()).Select(same => same.First()).ToArray();
        string[] lines = [.. list.Select(row => $"{row.FileName} {row.ContentHash}")];
        var entry = Sample.Person(person, null, null, Sample.Application(application));
        switch (scope)
        {
            case 0:
                world[$"resume {application}"] = [.. lines.Take(1)];
                await Save(entry with { Documents = [Sample.Resume(application, [.. list.Take(1)])] });
                break;
            case 1:
                world[$"artifacts {application}"] = lines;
                await Save(entry with { Documents = [Sample.Artifacts(application, [.. list.Select(row => row with { FileName = row.FileName + application })])] });
                world[$"artifacts {application}"] = [.. list.Select(row => $"{row.FileName}{application} {row.ContentHash}")];
                break;
            case 2:
                world["person"] = lines;
                await Save(entry with { Documents = Sample.Told(list) });
                break;
            default:
                foreach (var key in world.Keys.Where(key => !key.StartsWith("resume", StringComparison.Ordinal)).ToList())
                {
                    world[key] = [];
                }

                world["person"] = lines;
                await Documents.SaveFetched(Company, person, Sample.Fetched(list), Now, Stop);
                if (await Documents.List(Company, person, Stop) is null)
                {
                    world["person"] = [];
                }

                break;
        }
    }

    private static CandidateRow Entry(string application, params ToldDocuments[] documents) =>
        Sample.Person("p1", null, null, Sample.Application(application)) with { Documents = documents };

    private static ApplicationRow Has(string id, bool artifacts) =>
        Sample.Application(id) with { HasArtifacts = artifacts, RawJson = $$"""{"eId":"{{id}}","hasArtifacts":{{(artifacts ? "true" : "false")}}}""" };

    private async Task Fetch(params DocumentRow[] documents)
    {
        Advance(1);
        await Documents.SaveFetched(Company, "p1", Sample.Fetched(documents), Now, Stop);
    }

    private async Task<Guid[]> Ids() => [.. (await Documents.List(Company, "p1", Stop))!.Documents.Select(document => document.Id)];
}
