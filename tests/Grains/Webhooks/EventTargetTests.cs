using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Webhooks;

public class EventTargetTests
{
    [Fact]
    public void A_candidates_event_names_the_candidate_and_the_application() => Assert.Equal(
        new EventTarget("c1", "a1", null),
        EventTarget.Of(WebhookSource.Candidate, new WebhookEvent { CandidateId = "c1", ApplicationId = "a1", Id = "x", JobId = "j1" }));

    [Fact]
    public void The_stage_change_form_names_the_application_since_nobody_says_what_its_id_is() => Assert.Equal(
        new EventTarget("a1", "a1", null, EventEntity.Application),
        EventTarget.Of(WebhookSource.Candidate, new WebhookEvent { Id = "x1", ApplicationId = "a1", OldValue = "New", NewValue = "Hired" }));

    [Fact]
    public void A_bare_id_counts_where_nothing_else_is_named() => Assert.Equal(
        new EventTarget("c1", null, null),
        EventTarget.Of(WebhookSource.Candidate, new WebhookEvent { Id = "c1" }));

    [Fact]
    public void A_jobs_event_names_the_job() => Assert.Equal(
        new EventTarget("j1", null, null),
        EventTarget.Of(WebhookSource.Job, new WebhookEvent { JobId = "j1", CandidateId = "c1", ApplicationId = "a1" }));

    [Fact]
    public void An_onboarding_event_names_the_process() => Assert.Equal(
        new EventTarget("p1", null, null),
        EventTarget.Of(WebhookSource.Onboarding, new WebhookEvent { ProcessId = "p1", CandidateId = "c1" }));

    [Theory]
    [InlineData(WebhookSource.Candidate, "candidate")]
    [InlineData(WebhookSource.Job, "job")]
    [InlineData(WebhookSource.Onboarding, "onboarding process")]
    public void An_event_that_names_nothing_says_what_is_missing(WebhookSource source, string missing)
    {
        var target = EventTarget.Of(source, new WebhookEvent { EventType = "ping" });

        Assert.Null(target.EntityId);
        Assert.Contains(missing, target.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void An_application_alone_names_whoever_it_belongs_to() => Assert.Equal(
        new EventTarget("a1", "a1", null, EventEntity.Application),
        EventTarget.Of(WebhookSource.Candidate, new WebhookEvent { EventType = "workflowUpdate", ApplicationId = "a1" }));

    [Fact]
    public void A_candidate_alone_names_their_onboarding() => Assert.Equal(
        new EventTarget("c1", null, null, EventEntity.Candidate),
        EventTarget.Of(WebhookSource.Onboarding, new WebhookEvent { CandidateId = "c1" }));

    [Theory]
    [InlineData(WebhookSource.Candidate)]
    [InlineData(WebhookSource.Job)]
    [InlineData(WebhookSource.Onboarding)]
    public void An_id_that_jobvite_cannot_have_given_out_is_the_reason_why_nothing_is_read(WebhookSource source)
    {
        var target = EventTarget.Of(source, new WebhookEvent { NamesImpossibleId = true });

        Assert.Null(target.EntityId);
        Assert.Contains("cannot have given out", target.Note, StringComparison.Ordinal);
    }
}
