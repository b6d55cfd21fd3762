using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Webhooks;

/// <summary>Which record an event asks to re-read.</summary>
/// <param name="EntityId">Jobvite's id of it; null when the event names nothing that can be re-read.</param>
/// <param name="ApplicationId">Of a candidate's event, the application it is about.</param>
/// <param name="Note">Why there is nothing to re-read.</param>
/// <param name="Kind">What <paramref name="EntityId"/> is.</param>
internal sealed record EventTarget(string? EntityId, string? ApplicationId, string? Note, EventEntity Kind = EventEntity.Record)
{
    /// <summary>
    /// A candidate counts before an application, and that before the bare <c>id</c> of the stage-change form, of which nobody says what it
    /// is. Where nothing else is named, the <c>id</c> is taken for what the URL is about; a wrong guess costs one read.
    /// </summary>
    public static EventTarget Of(WebhookSource source, WebhookEvent webhook) => source switch
    {
        WebhookSource.Candidate => webhook switch
        {
            { CandidateId: { } candidate } => new(candidate, webhook.ApplicationId, null),
            { ApplicationId: { } application } => new(application, application, null, EventEntity.Application),
            { Id: { } id } => new(id, null, null),
            _ => Nothing(webhook, "candidate"),
        },
        WebhookSource.Job => (webhook.JobId ?? webhook.Id) is { } job ? new(job, null, null) : Nothing(webhook, "job"),
        WebhookSource.Onboarding => webhook switch
        {
            { ProcessId: { } process } => new(process, null, null),
            { Id: { } id } => new(id, null, null),
            { CandidateId: { } candidate } => new(candidate, null, null, EventEntity.Candidate),
            _ => Nothing(webhook, "onboarding process"),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Unknown source."),
    };

    private static EventTarget Nothing(WebhookEvent webhook, string what) => new(
        null,
        null,
        webhook.NamesImpossibleId
            ? "The event names an id that Jobvite cannot have given out, so there is nothing to refresh."
            : $"The event names no {what}, so there is nothing to refresh.");
}
