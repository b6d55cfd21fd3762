using Jobvite.Client;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Webhooks;

/// <summary>Which record an event asks to re-read.</summary>
/// <param name="EntityId">Jobvite's id; null when the event names nothing that can be re-read.</param>
/// <param name="ApplicationId">Of a candidate's event, the application it is about.</param>
/// <param name="Note">Why there is nothing to re-read.</param>
internal sealed record EventTarget(string? EntityId, string? ApplicationId, string? Note)
{
    /// <summary>
    /// The stage-change form names its record by a bare <c>id</c>, whose kind is that of the URL it was sent to. A wrong guess costs one
    /// read of a record that does not exist.
    /// </summary>
    public static EventTarget Of(WebhookSource source, WebhookEvent webhook) => source switch
    {
        WebhookSource.Candidate => Named(
            webhook.CandidateId ?? webhook.Id,
            webhook.ApplicationId,
            webhook.ApplicationId is null
                ? "The event names no candidate, so there is nothing to refresh."
                : "The event names an application but no candidate; the next sync picks the change up."),
        WebhookSource.Job => Named(webhook.JobId ?? webhook.Id, applicationId: null, "The event names no job, so there is nothing to refresh."),
        WebhookSource.Onboarding => Named(
            webhook.ProcessId ?? webhook.Id,
            applicationId: null,
            webhook.CandidateId is null
                ? "The event names no onboarding process, so there is nothing to refresh."
                : $"The event names candidate {webhook.CandidateId} but no onboarding process; the next sync picks the change up."),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Unknown source."),
    };

    private static EventTarget Named(string? entityId, string? applicationId, string otherwise) =>
        string.IsNullOrWhiteSpace(entityId) ? new EventTarget(null, null, otherwise) : new EventTarget(entityId, applicationId, null);
}
