using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class HistoryContract : StoreContract
{
    [Fact]
    public async Task What_is_new_or_unchanged_has_no_history()
    {
        await Save(Ann("Lee", Sample.Application("a1", "New")));
        Advance();
        await Save(Ann("Lee", Sample.Application("a1", "New")));
        await Save(Ann("Lee", Sample.Application("a2", "New")));

        Assert.Empty(await History());
    }

    [Fact]
    public async Task A_moved_application_tells_from_where_to_where()
    {
        await Save(Ann("Lee", Sample.Application("a1", "New", job: "j1")));
        Advance();
        await Save(Ann("Lee", Sample.Application("a1", "Offer", job: "j1")));

        var change = Assert.Single(await History());
        Assert.Equal((Now, CandidateChangeKind.Changed, "a1", "New", "Offer"), (change.SeenAt, change.Kind, change.ApplicationId, change.FromState, change.ToState));
        Assert.Equal(["workflow_state"], change.Fields);
    }

    [Fact]
    public async Task A_changed_person_tells_which_columns_changed_and_not_what_they_held()
    {
        await Save(Ann("Lee") with { City = null, Email = "ann@example.com" });
        Advance();
        await Save(Ann("Stone") with { City = "Bern", Email = "ann@example.com" });

        var change = Assert.Single(await History());
        Assert.Equal((CandidateChangeKind.Changed, null, null, null), (change.Kind, change.ApplicationId, change.FromState, change.ToState));
        Assert.Equal(["city", "last_name"], change.Fields.Order());
    }

    [Fact]
    public async Task A_change_beyond_the_columns_is_one_without_names()
    {
        await Save(Ann("Lee"));
        Advance();
        await Save(Ann("Lee") with { RawJson = """{"eId":"p1","customField":"secret"}""" });

        var change = Assert.Single(await History());
        Assert.Empty(change.Fields);
    }

    [Fact]
    public async Task Every_column_of_an_application_that_is_named_can_change()
    {
        var before = Sample.Application("a1", "New", job: "j1");
        await Save(Ann("Lee", before));
        Advance();
        await Save(Ann("Lee", before with
        {
            RawJson = "{}",
            JobId = "j2",
            WorkflowState = "Hired",
            WorkflowStateId = "9",
            Disposition = "d",
            Source = "s",
            SourceType = "t",
            JobviteChannel = "c",
            SentDate = Now,
            LastUpdatedDate = Now,
            HireDate = Now,
            StartDate = Now,
            ConsentStatus = "yes",
            HasArtifacts = false,
        }));

        Assert.Equal(
            ["consent_status", "disposition", "has_artifacts", "hire_date", "job_id", "jobvite_channel", "sent_date", "source", "source_type", "start_date", "workflow_state"],
            Assert.Single(await History()).Fields.Order());
    }

    [Fact]
    public async Task Deletion_and_return_are_seen_of_the_person_and_of_the_application()
    {
        await Save(Ann("Lee", Sample.Application("a1", "New")));
        Advance();
        await Records.DeleteUnseen(await Begin(), Stop);
        Advance();
        await Save(Ann("Lee", Sample.Application("a1", "Offer")));

        var history = await History();
        Assert.Equal(
            [(CandidateChangeKind.Restored, null), (CandidateChangeKind.Restored, "a1"), (CandidateChangeKind.Deleted, null), (CandidateChangeKind.Deleted, "a1")],
            history.OrderByDescending(one => one.SeenAt).ThenBy(one => one.ApplicationId).Select(one => (one.Kind, one.ApplicationId)));
        Assert.Equal(["New>", "New>Offer"], history.Where(one => one.ApplicationId is not null).Select(one => $"{one.FromState}>{one.ToState}").Order());
    }

    [Fact]
    public async Task A_run_that_stores_the_same_page_twice_notes_a_change_once()
    {
        await Save(Ann("Lee", Sample.Application("a1", "New")));
        Advance();
        var run = await Begin();
        await SavePage(run, Ann("Lee", Sample.Application("a1", "Offer")));
        await SavePage(run, Ann("Lee", Sample.Application("a1", "Offer")));

        Assert.Single(await History());
    }

    [Fact]
    public async Task A_page_that_is_not_stored_leaves_no_history()
    {
        await Save(Ann("Lee"));
        var lost = await Begin();
        await Runs.CancelAll(Company, "Test.", Stop);

        Assert.Equal(RunPulse.Lost, (await SavePage(lost, Ann("Stone"))).Pulse);

        Assert.Empty(await History());
    }

    [Fact]
    public async Task History_is_read_newest_first_page_by_page()
    {
        await Save(Ann("v0"));
        for (var i = 1; i <= 5; i++)
        {
            Advance();
            await Save(Ann($"v{i}"));
        }

        var first = await Reader.ListCandidateChanges(Company, "p1", new PageRequest(PageSize: 2), Stop);
        var second = await Reader.ListCandidateChanges(Company, "p1", new PageRequest(PageSize: 3, Cursor: first.NextCursor), Stop);

        Assert.Equal(5, first.Total);
        var seen = first.Items.Concat(second.Items).Select(one => one.SeenAt).ToList();
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(), seen);
        Assert.Null(second.NextCursor);
    }

    [Fact]
    public async Task Nobody_sees_another_company_or_candidate()
    {
        await Save(Ann("Lee"), Ann("Lee") with { Id = "p2" });
        Advance();
        await Save(Ann("Stone"));

        Assert.Empty(await History("p2"));
        Assert.Empty((await Reader.ListCandidateChanges(Other, "p1", new PageRequest(), Stop)).Items);
    }

    [Fact]
    public async Task It_goes_with_the_data_of_the_company()
    {
        await Save(Ann("Lee"));
        Advance();
        await Save(Ann("Stone"));

        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.Empty(await History());
    }

    [Fact]
    public async Task What_is_old_can_be_trimmed()
    {
        await Save(Ann("Lee"));
        Advance();
        await Save(Ann("Stone"));
        Advance();
        await Save(Ann("Poe"));

        var batch = await Store.Get<IHistoryTrimmer>().Trim(Storage.History.CandidateChanges, Now, null, 10, Stop);

        Assert.Equal((1, 1), (batch!.Looked, batch.Removed));
        Assert.Equal(Now, Assert.Single(await History()).SeenAt);
    }

    private static CandidateRow Ann(string lastName, params ApplicationRow[] applications) => Sample.Person("p1", null, null, applications) with
    {
        LastName = lastName,
        RawJson = $$"""{"eId":"p1","lastName":"{{lastName}}"}""",
    };

    private async Task<IReadOnlyList<CandidateChange>> History(string candidate = "p1") =>
        (await Reader.ListCandidateChanges(Company, candidate, new PageRequest(PageSize: 100), Stop)).Items;
}
