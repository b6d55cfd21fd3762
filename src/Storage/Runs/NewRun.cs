using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A run to be started.</summary>
public sealed record NewRun
{
    public required Guid RunId { get; init; }

    public required string CompanyId { get; init; }

    public required SyncKind Kind { get; init; }

    public required SyncMode Mode { get; init; }

    public required RunTrigger Trigger { get; init; }

    /// <summary>Read at most this many records; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Of an incremental run: read what changed since then.</summary>
    public DateTimeOffset? ChangedSince { get; init; }
}
