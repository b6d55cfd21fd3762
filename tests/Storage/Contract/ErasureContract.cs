using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class ErasureContract : StoreContract
{
    protected const string Canary = "canary";

    private static readonly PageRequest All = new(PageSize: 100);

    protected IErasureStore Erasures => Store.Get<IErasureStore>();

    [Fact]
    public async Task Everything_of_the_person_is_gone_and_nobody_elses()
    {
        await Fill();
        Assert.NotEqual(0, await Canaries());

        var erased = await Erase();

        Assert.Equal(ErasureOutcome.Erased, erased.Outcome);
        Assert.Equal((5, 2, 4), (erased.Erased.Rows, erased.Erased.Documents, erased.Erased.WebhookBodies));
        Assert.NotEqual(0, erased.Erased.Changes);
        Assert.Equal(0, await Canaries());
        Assert.Null(await Reader.GetCandidate(Company, "p1", Stop));
        Assert.Null(await Documents.List(Company, "p1", Stop));
        Assert.Equal("other@example.com", (await Candidate("p2")).Email);
        Assert.Equal("theirs@example.com", (await Candidate("p1", Other)).Email);
        Assert.NotEmpty((await Reader.GetWebhook(Company, Event(6), Stop))!.Payload);
    }

    [Fact]
    public async Task It_is_found_by_our_own_id_and_erased_once()
    {
        await Fill();
        var own = (await Candidate("p1")).Id.ToString("D");

        var first = await Erase(own);
        var again = await Erase(own);
        var byName = await Erase();

        Assert.Equal((first.SuppressionId, first.SuppressionId), (again.SuppressionId, byName.SuppressionId));
        Assert.Equal(new ErasedCounts(), again.Erased);
        Assert.Single((await Erasures.List(Company, All, Stop)).Items);
    }

    [Fact]
    public async Task Somebody_unknown_or_of_another_company_is_not_found()
    {
        await Save(Sample.Person("p1", "a@example.com"));

        Assert.Equal(ErasureOutcome.NotFound, (await Erase("p9")).Outcome);
        Assert.Equal(ErasureOutcome.NotFound, (await Erase(Guid.NewGuid().ToString("D"))).Outcome);
        Assert.Equal(ErasureOutcome.NotFound, (await Erase("p1", Other)).Outcome);
        Assert.Equal(ErasureOutcome.NotFound, (await Erase((await Candidate("p1")).Id.ToString("D"), Other)).Outcome);
        Assert.NotNull(await Candidate("p1"));
    }

    [Fact]
    public async Task Somebody_who_is_marked_as_deleted_is_erased_too()
    {
        await Fill();
        Advance();
        await Records.DeleteUnseen(await Begin(), Stop);
        Assert.NotNull((await Candidate("p1")).DeletedAt);

        Assert.Equal(ErasureOutcome.Erased, (await Erase()).Outcome);
        Assert.Equal(0, await Canaries());
    }

    [Theory]
    [InlineData("Jane Canary asked for it")]
    [InlineData("mail of canary@EXAMPLE.com")]
    [InlineData("called from +1 (555) 010-7788")]
    public async Task A_reason_that_names_the_person_erases_nothing(string reason)
    {
        await Fill();

        Assert.Equal(ErasureOutcome.ReasonNamesPerson, (await Erasures.Erase(new ErasureOrder(Company, "p1", reason, null, null), Stop)).Outcome);
        Assert.NotNull(await Candidate("p1"));
    }

    [Fact]
    public async Task Somebody_with_500_documents_is_erased_in_one_go()
    {
        await Save(Sample.Person("p1", "canary@example.com") with
        {
            Documents = Sample.Told([.. Enumerable.Range(0, 500).Select(i => Sample.Document($"canary-{i}.pdf", $"canary {i}"))]),
        });

        Assert.Equal(500, (await Erase()).Erased.Documents);
        Assert.Equal(0, await Canaries());
    }

    [Fact]
    public async Task No_run_and_no_refresh_brings_the_person_back_and_a_run_says_how_many_it_left_out()
    {
        await Fill();
        await Erase();
        var run = await Begin();

        var page = await SavePage(run, Jane(), Sample.Person("p3", "new@example.com", null, Sample.Application("a3")));
        var repeated = await SavePage(run, Jane());
        var refreshed = await Save(Jane());

        Assert.Equal((1, 1), (page.Counts.Created, page.Counts.Suppressed));
        Assert.Equal((2, 2, 1), (page.NewIds, page.Progress.Fetched, page.Progress.Suppressed));
        Assert.Equal((2, 1), (repeated.Progress.Fetched, repeated.Progress.Suppressed));
        Assert.Equal(new UpsertCounts(0, 0, 0, 0, 1), refreshed);
        Assert.Equal(1, (await Reader.GetRun(Company, run.RunId, Stop))!.Progress.Suppressed);
        Assert.Equal(["p2", "p3"], await FindCandidates(new CandidateFilter()));
        Assert.Equal(0, await Canaries());
    }

    [Fact]
    public async Task A_page_that_was_read_before_and_arrives_after_does_not_either()
    {
        await Fill();
        var run = await Begin();
        var page = Page(run);
        Advance();

        await Erase();
        await Records.SavePage(page, [Jane()], IncomingWins.Instance, Stop);

        Assert.Null(await Reader.GetCandidate(Company, "p1", Stop));
        Assert.Equal(0, await Canaries());
    }

    [Fact]
    public async Task Nor_do_documents_that_were_on_their_way()
    {
        await Fill();
        await Erase();

        Assert.False(await Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("canary.pdf", "canary")), Now, Stop));
        Assert.Equal(0, await Canaries());
    }

    [Fact]
    public async Task Nor_do_processes_and_tasks_that_nobody_knew_before()
    {
        await Fill();
        await Erase();

        var counts = await Save([Sample.Process("o9") with { CandidateId = "p1", RawJson = """{"name":"canary"}""" }]);
        var tasks = await Save([], Sample.Task("t9", "o9") with { Name = "canary" });

        Assert.Equal((1, 1), (counts.Suppressed, tasks.Suppressed));
        Assert.Equal(0, await Canaries());
    }

    [Fact]
    public async Task Later_events_are_logged_without_a_body()
    {
        await Fill();
        await Erase();
        Advance();

        var byPerson = Named(20, "p1");
        var byApplication = Named(21, "a1") with { EntityKind = EventEntity.Application };
        var others = Named(22, "p2");
        await Events.Append([byPerson, byApplication, others, Named(23, "p1") with { CompanyId = Other }], Stop);

        Assert.Equal((0, byPerson.Body.Length), await Body(byPerson.Id));
        Assert.Equal((0, byApplication.Body.Length), await Body(byApplication.Id));
        Assert.NotEqual(0, (await Body(others.Id)).Kept);
        Assert.NotEmpty((await Reader.GetWebhook(Other, Event(23), Stop))!.Payload);
    }

    [Fact]
    public async Task An_application_that_only_its_refresh_tells_is_the_persons_from_then_on()
    {
        await Fill();
        await Erase();
        Advance();
        var first = Named(20, "a9") with { EntityKind = EventEntity.Application };
        await Events.Append([first], Stop);
        Assert.NotEqual(0, (await Body(first.Id)).Kept);

        await Records.SaveRefresh(Refresh(events: first.Id), [Jane() with { Applications = [Sample.Application("a9", "canary")] }], IncomingWins.Instance, Stop);
        var second = Named(21, "a9") with { EntityKind = EventEntity.Application };
        await Events.Append([second], Stop);

        Assert.Equal((0, 0), ((await Body(first.Id)).Kept, (await Body(second.Id)).Kept));
        Assert.Equal(0, await Canaries());
    }

    [Fact]
    public async Task Events_that_ask_for_the_person_ask_for_nothing_more_and_those_that_mention_the_person_go_on()
    {
        await Fill();
        await Erase();

        Assert.Equal(WebhookStatus.Processed, (await Reader.GetWebhook(Company, Event(1), Stop))!.Event.Status);
        Assert.Equal(WebhookStatus.Pending, (await Reader.GetWebhook(Company, Event(4), Stop))!.Event.Status);
        Assert.Empty((await Reader.GetWebhook(Company, Event(4), Stop))!.Payload);
    }

    [Fact]
    public async Task What_a_run_could_not_read_of_the_person_is_not_told_any_more()
    {
        await Fill();
        var run = await Begin();
        await Records.SavePage(Page(run, "next", new RecordFailure("p1", "The canary cannot be read."), new RecordFailure("p2", "Bad date.")), Array.Empty<CandidateRow>(), IncomingWins.Instance, Stop);
        await Runs.Finish(run, new RunEnd(RunStatus.Partial, "Jobvite said: canary@example.com is wrong.", Complete: true), Stop);

        await Erase();

        var ended = (await Reader.GetRun(Company, run.RunId, Stop))!;
        Assert.Equal(["The person was erased.", "Bad date."], ended.Failures.Select(one => one.Reason));
        Assert.Equal("The person was erased.", ended.Error);
        Assert.Equal(0, await Canaries());
    }

    [Fact]
    public async Task The_feed_tells_it_and_keeps_ids_and_types_of_what_was_before()
    {
        await Fill();
        await Feed();
        Advance();
        await Save(Jane() with { Applications = [Sample.Application("a1", "canary-hired")] });
        var before = await Changes();

        var erased = await Erase();

        var after = await Changes();
        Assert.Equal(before.Select(one => (one.Id, one.Type, one.RecordId)), after.SkipLast(1).Select(one => (one.Id, one.Type, one.RecordId)));
        Assert.All(after, one => Assert.Equal((null, null, 0), (one.From, one.To, one.Changed.Length)));
        var last = after[^1];
        Assert.Equal(("candidate.erased", "p1", FeedCause.Erasure, erased.SuppressionId), (last.Type, last.CandidateId, last.Cause, last.CauseId));
    }

    [Fact]
    public async Task Once_the_suppression_is_ended_the_next_answer_restores_the_person()
    {
        await Fill();
        await Feed();
        var erased = await Erase();

        Assert.False(await Erasures.End(Other, erased.SuppressionId!.Value, Stop));
        Assert.True(await Erasures.End(Company, erased.SuppressionId!.Value, Stop));
        Assert.False(await Erasures.End(Company, erased.SuppressionId!.Value, Stop));
        Assert.Empty((await Erasures.List(Company, All, Stop)).Items);
        Advance();

        Assert.Equal(1, (await Save(Jane())).Created);
        Assert.Equal("canary@example.com", (await Candidate("p1")).Email);
        Assert.Equal(["candidate.restored", "application.restored"], (await Changes()).TakeLast(2).Select(one => one.Type).Order().Reverse());
        Advance(31 * 86_400);
        await Erasures.Settle(Stop);
        Assert.Equal(["0", "0"], await Store.Look("SELECT count(*) FROM suppressions UNION ALL SELECT count(*) FROM suppressed_ids"));
        Assert.NotEqual(erased.SuppressionId, (await Erase()).SuppressionId);
    }

    [Fact]
    public async Task Without_the_key_nothing_of_a_company_with_suppressions_is_stored_and_others_go_on()
    {
        await Fill();
        await Erase();
        await Store.Run("UPDATE suppressions SET key_id = 'of another key'");

        await Assert.ThrowsAsync<SuppressionKeyException>(() => Save(Sample.Person("p9", "a@example.com")));
        await Assert.ThrowsAsync<SuppressionKeyException>(() => Events.Append([Named(20, "p1")], Stop));

        await Save(Sample.Job("j9"));
        Assert.Equal(1, (await Records.SaveRefresh(Refresh(company: Other), [Sample.Person("p8", "b@example.com")], IncomingWins.Instance, Stop)).Created);
    }

    protected Task<ErasureResult> Erase(string person = "p1", string company = Company) =>
        Erasures.Erase(new ErasureOrder(company, person, "Asked by mail.", "sub", "operator@example.com"), Stop);

    /// <summary>How often the person is found in the company's rows, and on SQLite in the file.</summary>
    protected abstract Task<int> Canaries();

    /// <summary>Everything that the product keeps of a person, of a second one, and of one with the same ids at another company.</summary>
    protected async Task Fill()
    {
        await Save(Jane() with
        {
            Documents = [.. Sample.Told(Sample.Document("canary.pdf", "canary text", id: "d1")), Sample.Resume("a1", Sample.Document("resume-canary.pdf", "canary resume"))],
        });
        await Save(Sample.Person("p2", "other@example.com", null, Sample.Application("a2")));
        await Save([Sample.Process("o1") with { CandidateId = "p1", NewHireId = "n1", RawJson = """{"processId":"o1","firstName":"canary"}""" }], Sample.Task("t1", "o1") with { Name = "Welcome canary", RawJson = """{"name":"canary"}""" });
        await Records.SaveRefresh(Refresh(company: Other), [Sample.Person("p1", "theirs@example.com", null, Sample.Application("a1"))], IncomingWins.Instance, Stop);
        await Events.Append(
            [
                Named(1, "p1"),
                Named(2, "a1") with { EntityKind = EventEntity.Application },
                Named(3, "o1") with { Source = WebhookSource.Onboarding },
                Named(4, "j1") with { Source = WebhookSource.Job, Body = """{"jobId":"j1","candidates":["p1"],"by":"canary"}"""u8.ToArray() },
                Named(5, "p2") with { Body = """{"candidateId":"p11","x":"a12"}"""u8.ToArray() },
                Named(6, "p2") with { Body = """{"candidateId":"p2"}"""u8.ToArray() },
            ],
            Stop);
        Advance();
        await Save(Jane() with { LastName = "Canary", Applications = [Sample.Application("a1", "canary-state", job: "j1"), Sample.Application("a1b", "canary")] });
        Advance();
    }

    protected static CandidateRow Jane() => Sample.Person("p1", "canary@example.com", null, Sample.Application("a1", "canary-new")) with
    {
        FirstName = "Jane",
        LastName = "Canary",
        Mobile = "+1 555 010 7788",
        RawJson = """{"eId":"p1","email":"canary@example.com","lastName":"Canary","note":"canary"}""",
    };

    private NewEvent Named(int number, string entity) => Sample.Event(Now, entity: entity) with
    {
        Id = Event(number),
        Body = Encoding.UTF8.GetBytes($$"""{"entity":"{{entity}}","name":"{{(entity is "p2" ? "other" : Canary)}}"}"""),
    };

    private static Guid Event(int number) => new($"00000000-0000-7000-8000-{number:D12}");

    private async Task<(int Kept, int? Came)> Body(Guid id)
    {
        var detail = (await Reader.GetWebhook(Company, id, Stop))!;
        return (detail.Payload.Length, detail.Event.BodyBytes);
    }

    /// <summary>Lets the feed begin.</summary>
    private async Task Feed()
    {
        var run = await Begin();
        await SavePage(run, Jane());
        await Runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
    }

    private async Task<List<FeedItem>> Changes() =>
        [.. (await Store.Get<IChangeFeed>().Read(Company, new FeedRequest(null, false, 1000, []), Stop)).Items.Where(one => one.Type.StartsWith("candidate.", StringComparison.Ordinal) || one.Type.StartsWith("application.", StringComparison.Ordinal))];
}
