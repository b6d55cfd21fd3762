namespace Jobvite.Grains.Interfaces;

/// <summary>An event in the log.</summary>
[GenerateSerializer, Alias("jv.WebhookView"), Immutable]
public sealed record WebhookView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required DateTimeOffset Timestamp { get; init; }

    [Id(2)] public string? EventType { get; init; }

    [Id(3)] public required WebhookSource Source { get; init; }

    /// <summary>The record that the event is about; of an application that is not stored, the application.</summary>
    [Id(4)] public string? JobviteEntityId { get; init; }

    [Id(5)] public required bool SignatureValid { get; init; }

    [Id(6)] public required WebhookStatus Status { get; init; }

    [Id(7)] public required int Attempts { get; init; }

    [Id(8)] public DateTimeOffset? NextAttemptAt { get; init; }

    [Id(9)] public DateTimeOffset? ProcessedAt { get; init; }

    /// <summary>Why the last attempt failed, what the event waits for, or why there was nothing to do.</summary>
    [Id(10)] public string? ErrorMessage { get; init; }

    /// <summary>How many bytes came; null when that was not kept.</summary>
    [Id(11)] public int? BodyBytes { get; init; }
}
