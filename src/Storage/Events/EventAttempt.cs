using System.Collections.Immutable;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>An attempt as an event's history keeps it: JSON with these names.</summary>
/// <param name="At">Milliseconds since 1970 UTC.</param>
/// <param name="Error">Null when it succeeded.</param>
internal sealed record EventAttempt(long At, string? Error)
{
    public static ImmutableArray<WebhookAttempt> Parse(string history) =>
    [
        .. JsonSerializer.Deserialize<List<EventAttempt>>(history)!
            .Select(attempt => new WebhookAttempt(DateTimeOffset.FromUnixTimeMilliseconds(attempt.At), attempt.Error)),
    ];

    /// <summary>Whether an event of this status waits for an attempt.</summary>
    public static bool IsAwaited(WebhookStatus status) => status is WebhookStatus.Pending or WebhookStatus.Processing or WebhookStatus.Failed;
}
