namespace Jobvite.Grains.Interfaces;

/// <summary>One attempt to apply an event.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
[GenerateSerializer, Alias("jv.WebhookAttempt"), Immutable]
public sealed record WebhookAttempt(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string? Error);
