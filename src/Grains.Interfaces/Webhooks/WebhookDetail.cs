using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>An event with what was sent.</summary>
/// <param name="Event">The log's line.</param>
/// <param name="Payload">The raw body; of a rejected event at most its first bytes.</param>
/// <param name="History">The attempts, oldest first, at most 50.</param>
[GenerateSerializer, Alias("jv.WebhookDetail"), Immutable]
public sealed record WebhookDetail(
    [property: Id(0)] WebhookView Event,
    [property: Id(1)] ImmutableArray<byte> Payload,
    [property: Id(2)] ImmutableArray<WebhookAttempt> History);
