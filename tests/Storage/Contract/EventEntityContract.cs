using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>Events that name an application, or a person in onboarding; what is kept and shown of bodies.</summary>
public abstract class EventEntityContract : StoreContract
{
    [Fact]
    public async Task An_application_that_is_stored_names_its_candidate()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("ap1"), Sample.Application("ap2")));
        var (first, second, stranger) = (OfApplication("ap1"), OfApplication("ap2"), OfApplication("ap9"));
        var person = Sample.Event(Now, entity: "ap1");
        await Events.Append([first, second, stranger, person], Stop);

        var due = (await Due()).ToDictionary(one => one.Ids.Single());

        Assert.Equal((EventEntity.Application, "ap1", "p1", "p1"), (due[first.Id].Kind, due[first.Id].EntityId, due[first.Id].CandidateId, due[first.Id].RecordId));
        Assert.Equal(["ap1"], due[first.Id].Applications);
        Assert.Equal("p1", due[second.Id].RecordId);
        Assert.Equal(("ap9", null), (due[stranger.Id].EntityId, due[stranger.Id].RecordId));
        Assert.Equal((EventEntity.Record, "ap1"), (due[person.Id].Kind, due[person.Id].RecordId));
    }

    [Fact]
    public async Task The_application_of_a_candidate_that_is_marked_as_deleted_names_it_too()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("ap1")));
        Advance();
        await Records.DeleteUnseen(await Begin(), Stop);
        await Events.Append([OfApplication("ap1")], Stop);

        Assert.NotNull((await Candidate("p1")).DeletedAt);
        Assert.Equal("p1", Assert.Single(await Due()).RecordId);
    }

    [Fact]
    public async Task A_candidate_that_is_marked_as_deleted_is_alive_again_when_an_event_brings_it()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("ap1")));
        Advance();
        await Records.DeleteUnseen(await Begin(), Stop);
        Advance();
        var one = OfApplication("ap1");
        await Events.Append([one], Stop);

        await Records.SaveRefresh(Refresh(events: one.Id), [Sample.Person("p1", null, null, Sample.Application("ap1"))], IncomingWins.Instance, Stop);

        Assert.Null((await Candidate("p1")).DeletedAt);
        Assert.Equal(["ap1"], (await Candidate("p1")).Applications.Select(application => application.ApplicationId));
        Assert.Empty(await Due());
    }

    [Fact]
    public async Task The_application_of_another_company_names_nobody()
    {
        await Records.SaveRefresh(Refresh(company: Other), [Sample.Person("p1", null, null, Sample.Application("ap1"))], IncomingWins.Instance, Stop);
        await Events.Append([OfApplication("ap1")], Stop);

        Assert.Null(Assert.Single(await Due()).RecordId);
        Assert.Equal("ap1", Assert.Single((await Reader.ListWebhooks(Company, new WebhookFilter(), new PageRequest(), Stop)).Items).JobviteEntityId);
    }

    [Fact]
    public async Task An_event_shows_its_application_until_the_candidate_is_known()
    {
        var one = OfApplication("ap1");
        await Events.Append([one], Stop);
        Assert.Equal(("ap1", "ap1"), (await Shown(one.Id), (await Reader.GetWebhook(Company, one.Id, Stop))!.Event.JobviteEntityId));

        await Save(Sample.Person("p1", null, null, Sample.Application("ap1")));

        Assert.Equal(("p1", "p1"), (await Shown(one.Id), (await Reader.GetWebhook(Company, one.Id, Stop))!.Event.JobviteEntityId));
    }

    [Fact]
    public async Task The_processes_of_candidates_are_found_those_marked_as_deleted_too()
    {
        await Save([Sample.Process("pr1") with { CandidateId = "p1" }]);
        Advance();
        await Records.DeleteUnseen(await Begin(SyncKind.Onboarding), Stop);
        Advance();
        await Save([Sample.Process("pr2") with { CandidateId = "p1" }, Sample.Process("pr3") with { CandidateId = "p2" }, Sample.Process("pr4")]);

        var found = await Reader.FindProcesses(Company, ["p1", "p9"], Stop);

        Assert.Equal(["pr1", "pr2"], found["p1"].Order());
        Assert.Equal("p1", Assert.Single(found).Key);
        Assert.Empty(await Reader.FindProcesses(Other, ["p1"], Stop));
        Assert.Empty(await Reader.FindProcesses(Company, [], Stop));
    }

    [Fact]
    public async Task An_event_that_waits_says_what_for_and_counts_no_attempt()
    {
        var one = Sample.Event(Now);
        await Events.Append([one], Stop);
        await Events.MarkFailed(Company, [new FailedEvent(one.Id, "Broken.", Now)], Stop);

        await Events.Postpone(Company, [one.Id], Now.AddMinutes(5), "Jobvite is away.", Stop);

        var detail = (await Reader.GetWebhook(Company, one.Id, Stop))!;
        Assert.Equal(
            (WebhookStatus.Failed, 1, "Jobvite is away.", Now.AddMinutes(5)),
            (detail.Event.Status, detail.Event.Attempts, detail.Event.ErrorMessage, detail.Event.NextAttemptAt));
        Assert.Equal("Broken.", Assert.Single(detail.History).Error);
        await Records.SaveRefresh(Refresh(events: one.Id), [Sample.Person("p1")], IncomingWins.Instance, Stop);
        Assert.Null((await Reader.GetWebhook(Company, one.Id, Stop))!.Event.ErrorMessage);
    }

    [Fact]
    public async Task An_event_that_has_waited_too_long_is_given_up_and_can_be_replayed()
    {
        var (old, young) = (Sample.Event(Now.AddDays(-31)), Sample.Event(Now));
        await Events.Append([old, young], Stop);

        await Events.Postpone(Company, [old.Id, young.Id], Now.AddMinutes(5), "Jobvite is away.", Stop, oldest: Now.AddDays(-30));

        var (gone, waits) = ((await Reader.GetWebhook(Company, old.Id, Stop))!.Event, (await Reader.GetWebhook(Company, young.Id, Stop))!.Event);
        Assert.Equal((WebhookStatus.Dead, null, "Jobvite is away.", 0), (gone.Status, gone.NextAttemptAt, gone.ErrorMessage, gone.Attempts));
        Assert.Equal((WebhookStatus.Pending, Now.AddMinutes(5)), (waits.Status, waits.NextAttemptAt));
        Assert.True(await Events.Replay(Company, old.Id, Stop));
        Assert.Equal(old.Id, (await Due()).Single().Ids.Single());
    }

    [Fact]
    public async Task The_size_of_a_body_is_shown_whether_it_is_kept_or_not()
    {
        var whole = Sample.Event(Now) with { Body = "{\"a\":1}"u8.ToArray() };
        var refused = Sample.Event(Now, entity: null, status: WebhookStatus.Rejected) with { Body = [], BodyBytes = 123_456 };
        await Events.Append([whole, refused], Stop);

        var shown = (await Reader.ListWebhooks(Company, new WebhookFilter(), new PageRequest(), Stop)).Items.ToDictionary(one => one.Id, one => one.BodyBytes);

        Assert.Equal((7, 123_456), (shown[whole.Id], shown[refused.Id]));
        Assert.Empty((await Reader.GetWebhook(Company, refused.Id, Stop))!.Payload);
    }

    /// <summary>A silo of the version before may still run beside this one.</summary>
    [Fact]
    public async Task A_body_that_was_not_signed_is_not_shown_even_if_it_was_stored()
    {
        var refused = Sample.Event(Now, entity: null, status: WebhookStatus.Rejected) with { Body = "another company's"u8.ToArray() };
        await Events.Append([refused], Stop);

        var detail = (await Reader.GetWebhook(Company, refused.Id, Stop))!;

        Assert.Empty(detail.Payload);
        Assert.Null(detail.Event.BodyBytes);
    }

    private NewEvent OfApplication(string application) =>
        Sample.Event(Now, entity: application) with { EntityKind = EventEntity.Application, ApplicationId = application };

    private Task<IReadOnlyList<DueEvents>> Due() => Events.ReadDue(Company, WebhookSource.Candidate, Now, 100, Stop);

    private async Task<string?> Shown(Guid id) =>
        (await Reader.ListWebhooks(Company, new WebhookFilter(), new PageRequest(), Stop)).Items.Single(one => one.Id == id).JobviteEntityId;
}
