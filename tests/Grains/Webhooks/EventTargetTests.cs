using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Webhooks;

namespace Jobvite.Grains.Tests.Webhooks;

public class EventTargetTests
{
    [Fact]
    public void A_candidates_event_names_the_candidate_and_the_application() => Assert.Equal(
        new EventTarget("c1", "a1", null),
        EventTarget.Of(WebhookSource.Candidate, new WebhookEvent { CandidateId = "c1", ApplicationId = "a1", Id = "x", JobId = "j1" }));

    [Fact]
    public void The_stage_change_form_names_the_candidate_by_its_bare_id() => Assert.Equal(
        new EventTarget("c1", "a1", null),
        EventTarget.Of(WebhookSource.Candidate, new WebhookEvent { Id = "c1", ApplicationId = "a1", OldValue = "New", NewValue = "Hired" }));

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
    public void An_application_or_a_candidate_alone_is_noted_for_whoever_looks()
    {
        var application = EventTarget.Of(WebhookSource.Candidate, new WebhookEvent { ApplicationId = "a1" });
        var candidate = EventTarget.Of(WebhookSource.Onboarding, new WebhookEvent { CandidateId = "c1" });

        Assert.Null(application.EntityId);
        Assert.Contains("application", application.Note, StringComparison.Ordinal);
        Assert.Null(candidate.EntityId);
        Assert.Contains("c1", candidate.Note, StringComparison.Ordinal);
    }
}
