namespace Jobvite.Storage;

/// <summary>The frame of a refresh.</summary>
public sealed record RefreshWrite
{
    public required string CompanyId { get; init; }

    /// <summary>When the request to Jobvite was sent.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Entries that <see cref="IRecordStore.FindKnown"/> recognized. A run under way must not mark them as deleted.</summary>
    public IReadOnlyList<StoredEntry> Known { get; init; } = [];

    /// <inheritdoc cref="RunPage.SourceSince"/>
    public DateTimeOffset? SourceSince { get; init; }

    /// <summary>Events that this refresh answers.</summary>
    public IReadOnlyList<Guid> ProcessedEvents { get; init; } = [];

    /// <summary>Shown beside these events; null when all is well, or such as "Jobvite has no such record".</summary>
    public string? Note { get; init; }
}
