namespace Jobvite.Grains.Interfaces;

/// <summary>An event in the log.</summary>
[GenerateSerializer, Alias("jv.WebhookView"), Immutable]
public sealed record WebhookView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required DateTimeOffset Timestamp { get; init; }

    [Id(2)] public string? EventType { get; init; }

    [Id(3)] public required WebhookSource Source { get; init; }

    [Id(4)] public string? JobviteEntityId { get; init; }

    [Id(5)] public required bool SignatureValid { get; init; }

    [Id(6)] public required WebhookStatus Status { get; init; }

    [Id(7)] public required int Attempts { get; init; }

    [Id(8)] public DateTimeOffset? NextAttemptAt { get; init; }

    [Id(9)] public DateTimeOffset? ProcessedAt { get; init; }

    /// <summary>Why the last attempt failed, or why there was nothing to do.</summary>
    [Id(10)] public string? ErrorMessage { get; init; }
}
