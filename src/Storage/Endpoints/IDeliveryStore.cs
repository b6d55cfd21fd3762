using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What whoever delivers to an endpoint reads and notes. A holder whose epoch is not the latest reads nothing and writes nothing.</summary>
public interface IDeliveryStore
{
    /// <summary>Takes the endpoint over from whoever held it; null when there is none, or it is disabled.</summary>
    Task<StoredEndpoint?> Take(string companyId, Guid endpointId, CancellationToken cancellationToken);

    /// <summary>Null when the endpoint is gone, was changed, or somebody else holds it.</summary>
    Task<StoredEndpoint?> Load(EndpointHold hold, CancellationToken cancellationToken);

    /// <summary>What waits, in the order of the feed.</summary>
    Task<IReadOnlyList<DeliveryRow>> ReadWaiting(EndpointHold hold, CancellationToken cancellationToken);

    /// <summary>Those of the items in a part of the feed that were sent before: its number → how it stands.</summary>
    Task<IReadOnlyDictionary<long, DeliveryRow>> ReadRows(EndpointHold hold, long after, long to, CancellationToken cancellationToken);

    /// <summary>Numbers between two places of the feed that were delivered at the first attempt.</summary>
    Task<IReadOnlySet<long>> ReadDelivered(EndpointHold hold, long after, long to, CancellationToken cancellationToken);

    /// <summary>Notes what became of a batch, all or nothing.</summary>
    /// <returns>False when somebody else holds the endpoint: nothing was noted.</returns>
    Task<bool> Commit(DeliveryBatch batch, CancellationToken cancellationToken);

    /// <summary>Endpoints of all companies for which there is something to do now.</summary>
    Task<IReadOnlyList<EndpointKey>> FindWork(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>What the metrics show of all endpoints.</summary>
    Task<EndpointTotals> GetTotals(CancellationToken cancellationToken);
}

/// <summary>Which endpoint.</summary>
public readonly record struct EndpointKey(string CompanyId, Guid Id);

/// <summary>Who delivers to an endpoint.</summary>
public readonly record struct EndpointHold(string CompanyId, Guid Id, long Epoch);

/// <summary>All endpoints by how they are, and the oldest change that one of the enabled ones has not been sent.</summary>
public sealed record EndpointTotals(long Well = 0, long Failing = 0, long Disabled = 0, DateTimeOffset? OldestWaitingAt = null);

/// <summary>A change that waits, failed, or was sent again.</summary>
public sealed record DeliveryRow
{
    public required Guid ChangeId { get; init; }

    public required long Position { get; init; }

    /// <summary>Null where no record is concerned.</summary>
    public string? RecordKey { get; init; }

    /// <summary>Later changes of the record wait behind it; not when it was sent again by hand.</summary>
    public required bool InOrder { get; init; }

    public required string Type { get; init; }

    public string? RecordId { get; init; }

    /// <summary>When the change was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required DeliveryStatus Status { get; init; }

    public int Attempts { get; init; }

    /// <summary>Attempts since it was begun, or begun again by hand.</summary>
    public int Tries { get; init; }

    /// <summary>Null when it is settled, or waits behind another one of its record.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public bool IsWaiting => Status is DeliveryStatus.Pending or DeliveryStatus.Retrying;

    /// <summary>As its owner sees it.</summary>
    public Delivery ToDelivery() => new()
    {
        Id = ChangeId,
        Type = Type,
        RecordId = RecordId,
        Status = Status,
        Attempts = Attempts,
        CreatedAt = CreatedAt,
        NextAttemptAt = NextAttemptAt,
        DeliveredAt = DeliveredAt,
    };
}

/// <summary>An attempt as it is stored.</summary>
public sealed record AttemptRow(Guid ChangeId, DeliveryAttempt Attempt);

/// <summary>What became of a batch.</summary>
public sealed record DeliveryBatch
{
    public required EndpointHold Hold { get; init; }

    /// <summary>Where the endpoint is in the feed now; null: where it was.</summary>
    public long? Position { get; init; }

    /// <summary>What is still to be sent again; null: nothing.</summary>
    public EndpointReplayRange? Replay { get; init; }

    /// <summary>What was delivered at the first attempt.</summary>
    public DeliverySpan? Span { get; init; }

    /// <summary>Rows as they are now.</summary>
    public IReadOnlyList<DeliveryRow> Rows { get; init; } = [];

    public IReadOnlyList<AttemptRow> Attempts { get; init; } = [];

    public required EndpointStanding Standing { get; init; }

    /// <summary>Disables the endpoint and tells so in the feed.</summary>
    public string? DisabledReason { get; init; }
}
