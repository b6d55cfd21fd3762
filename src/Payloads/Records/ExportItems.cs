using System.Text.Json;

namespace Jobvite.Payloads;

/// <summary>An application by itself.</summary>
public sealed record ExportedApplicationItem
{
    /// <summary>This service's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Jobvite's id.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>Jobvite's id of the candidate.</summary>
    public required string JobviteCandidateId { get; init; }

    /// <summary>Jobvite's id of the job.</summary>
    public required string? JobviteJobId { get; init; }

    public required string? WorkflowState { get; init; }

    public required string? WorkflowStateId { get; init; }

    public required string? Disposition { get; init; }

    public required string? Source { get; init; }

    public required string? SourceType { get; init; }

    public required string? JobviteChannel { get; init; }

    public required DateTime? SentDate { get; init; }

    public required DateTime? LastUpdatedDate { get; init; }

    public required DateTime? HireDate { get; init; }

    public required DateTime? StartDate { get; init; }

    public required string? ConsentStatus { get; init; }

    /// <summary>Whether Jobvite said that there are documents; null when it did not say.</summary>
    public required bool? HasArtifacts { get; init; }

    /// <summary>Fields that the company defined itself and that have a value: field code → value.</summary>
    public required IReadOnlyDictionary<string, string> CustomFields { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>When it was found to be gone at Jobvite.</summary>
    public required DateTime? DeletedAt { get; init; }

    /// <summary>The application as Jobvite sent it; null without <c>include=raw</c>.</summary>
    public required JsonElement? RawJson { get; init; }
}

/// <summary>An onboarding task with the process that it belongs to.</summary>
public sealed record ExportedTaskItem
{
    /// <summary>This service's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Jobvite's id.</summary>
    public required string JobviteTaskId { get; init; }

    /// <summary>Jobvite's id of the process.</summary>
    public required string JobviteProcessId { get; init; }

    public required string? Name { get; init; }

    /// <summary>W4, I9, DOC, FORM or CUSTOM.</summary>
    public required string? Type { get; init; }

    public required string? Status { get; init; }

    public required DateTime? DueDate { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>When it was found to be gone at Jobvite.</summary>
    public required DateTime? DeletedAt { get; init; }

    /// <summary>The record as Jobvite sent it; null without <c>include=raw</c>.</summary>
    public required JsonElement? RawJson { get; init; }
}
