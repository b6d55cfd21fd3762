using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What an event names. The numbers are stored.</summary>
public enum EventEntity
{
    /// <summary>The record to refresh: a candidate, a job or an onboarding process.</summary>
    Record = 1,

    /// <summary>An application, whose candidate is to be refreshed.</summary>
    Application = 2,

    /// <summary>Of an onboarding event, the candidate whose processes are to be refreshed.</summary>
    Candidate = 3,
}

/// <summary>An event to be stored.</summary>
public sealed record NewEvent
{
    public required Guid Id { get; init; }

    public required string CompanyId { get; init; }

    public required WebhookSource Source { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The raw bytes as they came; of a signed one that could not be read at most its beginning, of one that was not signed nothing.</summary>
    public required byte[] Body { get; init; }

    /// <summary>How many bytes came; null when <see cref="Body"/> holds them all.</summary>
    public int? BodyBytes { get; init; }

    public required bool SignatureValid { get; init; }

    /// <summary><see cref="WebhookStatus.Pending"/> (due at once), <see cref="WebhookStatus.Processed"/> or <see cref="WebhookStatus.Rejected"/>.</summary>
    public required WebhookStatus Status { get; init; }

    public string? EventType { get; init; }

    /// <summary>The record to refresh, unless <see cref="EntityKind"/> says otherwise.</summary>
    public string? EntityId { get; init; }

    public EventEntity EntityKind { get; init; } = EventEntity.Record;

    /// <summary>The application that a candidate's event is about.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Why it was rejected, or why there is nothing to do.</summary>
    public string? Note { get; init; }
}
