namespace Jobvite.Storage;

/// <summary>An onboarding process to be stored.</summary>
public sealed record ProcessRow : IRecordRow
{
    public required string Id { get; init; }

    public DateTimeOffset? SourceUpdatedAt { get; init; }

    public required string RawJson { get; init; }

    public string? NewHireId { get; init; }

    public string? CandidateId { get; init; }

    public string? Status { get; init; }

    public DateOnly? HireDate { get; init; }

    public DateTimeOffset? KickoffDate { get; init; }

    /// <summary>JSON text.</summary>
    public string? Milestones { get; init; }
}

/// <summary>An onboarding task to be stored.</summary>
public sealed record TaskRow : IRecordRow
{
    public required string Id { get; init; }

    public DateTimeOffset? SourceUpdatedAt { get; init; }

    public required string RawJson { get; init; }

    /// <summary>The process it belongs to.</summary>
    public required string ProcessId { get; init; }

    public string? Name { get; init; }

    public string? Type { get; init; }

    public string? Status { get; init; }

    public DateTimeOffset? DueDate { get; init; }
}
