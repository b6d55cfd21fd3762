using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>An event to be stored.</summary>
public sealed record NewEvent
{
    public required Guid Id { get; init; }

    public required string CompanyId { get; init; }

    public required WebhookSource Source { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The raw bytes as they came; of a rejected event at most its beginning.</summary>
    public required byte[] Body { get; init; }

    public required bool SignatureValid { get; init; }

    /// <summary><see cref="WebhookStatus.Pending"/> (due at once), <see cref="WebhookStatus.Processed"/> or <see cref="WebhookStatus.Rejected"/>.</summary>
    public required WebhookStatus Status { get; init; }

    public string? EventType { get; init; }

    /// <summary>The record to refresh.</summary>
    public string? EntityId { get; init; }

    public string? ApplicationId { get; init; }

    /// <summary>Why it was rejected, or why there is nothing to do.</summary>
    public string? Note { get; init; }
}
