namespace Jobvite.Sandbox;

/// <summary>Turns changes of the world into webhooks for whoever asked for them.</summary>
internal sealed class WebhookAnnouncer(WebhookOutbox outbox, Func<SandboxQuirks> quirks, Func<Uri> baseAddress)
{
    private long _alternation;

    public void Announce(WorldChange change)
    {
        var targets = outbox.Targets;
        if (change.CandidateId is not null)
        {
            Post(targets.Candidate, () => Candidate(change), change.Mischief);
        }
        else if (change.JobId is not null)
        {
            Post(targets.Job, () => WebhookBody.JobUpdate(change), change.Mischief);
        }
        else if (change.ProcessId is not null)
        {
            Post(targets.Onboarding, () => WebhookBody.ProcessUpdate(change), change.Mischief);
        }
    }

    private byte[] Candidate(WorldChange change)
    {
        var form = quirks().WebhookForm ?? (CandidateWebhookForm)((Interlocked.Increment(ref _alternation) + 1) % 2);
        return form switch
        {
            // These two name nothing but the application.
            CandidateWebhookForm.RecordedStageChange when change.ApplicationId is not null => WebhookBody.RecordedStageChange(change, baseAddress()),
            CandidateWebhookForm.ApplicationOnly when change.ApplicationId is not null => WebhookBody.ApplicationOnly(change),
            CandidateWebhookForm.StageChange => WebhookBody.StageChange(change, baseAddress()),
            _ => WebhookBody.WorkflowUpdate(change),
        };
    }

    private void Post(Uri? target, Func<byte[]> body, bool mischief)
    {
        if (target is not null)
        {
            outbox.Post(new WebhookMessage(target, body()), mischief);
        }
    }
}
