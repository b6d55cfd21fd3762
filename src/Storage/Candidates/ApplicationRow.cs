namespace Jobvite.Storage;

/// <summary>One application of a candidate.</summary>
public sealed record ApplicationRow : IRecordRow
{
    public required string Id { get; init; }

    public DateTimeOffset? SourceUpdatedAt { get; init; }

    public required string RawJson { get; init; }

    public string? JobId { get; init; }

    public string? WorkflowState { get; init; }

    public string? WorkflowStateId { get; init; }

    public string? Disposition { get; init; }

    public string? Source { get; init; }

    public string? SourceType { get; init; }

    public string? JobviteChannel { get; init; }

    public DateTimeOffset? SentDate { get; init; }

    public DateTimeOffset? LastUpdatedDate { get; init; }

    public DateTimeOffset? HireDate { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public string? ConsentStatus { get; init; }

    public bool? HasArtifacts { get; init; }

    /// <summary>JSON object of field codes and values; null without any.</summary>
    public string? CustomFields { get; init; }
}
