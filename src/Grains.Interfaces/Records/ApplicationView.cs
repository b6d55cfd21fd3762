namespace Jobvite.Grains.Interfaces;

/// <summary>One application of a candidate.</summary>
[GenerateSerializer, Alias("jv.ApplicationView"), Immutable]
public sealed record ApplicationView
{
    [Id(0)] public required string ApplicationId { get; init; }

    [Id(1)] public string? JobviteJobId { get; init; }

    [Id(2)] public string? WorkflowState { get; init; }

    [Id(3)] public string? WorkflowStateId { get; init; }

    [Id(4)] public string? Disposition { get; init; }

    [Id(5)] public string? Source { get; init; }

    [Id(6)] public string? SourceType { get; init; }

    [Id(7)] public string? JobviteChannel { get; init; }

    [Id(8)] public DateTimeOffset? SentDate { get; init; }

    [Id(9)] public DateTimeOffset? LastUpdatedDate { get; init; }

    [Id(10)] public DateTimeOffset? HireDate { get; init; }

    [Id(11)] public DateTimeOffset? StartDate { get; init; }

    [Id(12)] public string? ConsentStatus { get; init; }

    [Id(13)] public bool? HasArtifacts { get; init; }

    /// <summary>JSON object of field codes and values; null when nothing is known of them.</summary>
    [Id(14)] public string? CustomFields { get; init; }
}
