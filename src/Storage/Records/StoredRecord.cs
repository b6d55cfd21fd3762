namespace Jobvite.Storage;

/// <summary>What must be known of a stored record to decide about an incoming one.</summary>
internal sealed record StoredRecord
{
    public required string Id { get; init; }

    public required string SourceHash { get; init; }

    public required string ContentHash { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Loaded only where the incoming answer differs from the one stored last.</summary>
    public string? RawJson { get; init; }
}
