namespace Jobvite.Grains.Interfaces;

/// <summary>The answer to <see cref="IWebhookInboxGrain.Receive"/>.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="EventId">The event's id when it was accepted.</param>
/// <param name="Problem">What is wrong with the payload, or what cannot be used just now.</param>
[GenerateSerializer, Alias("jv.WebhookReceipt"), Immutable]
public sealed record WebhookReceipt(
    [property: Id(0)] WebhookOutcome Outcome,
    [property: Id(1)] Guid? EventId = null,
    [property: Id(2)] string? Problem = null);
