using System.Text.Json;

namespace Jobvite.Payloads;

/// <summary>An onboarding process.</summary>
public sealed record ProcessItem
{
    /// <summary>This service's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Jobvite's id.</summary>
    public required string JobviteProcessId { get; init; }

    public required string? JobviteNewHireId { get; init; }

    public required string? JobviteCandidateId { get; init; }

    public required string? Status { get; init; }

    public required DateOnly? HireDate { get; init; }

    public required DateTime? KickoffDate { get; init; }

    /// <summary>Jobvite's milestones.</summary>
    public required JsonElement? MilestoneStatus { get; init; }

    /// <summary>Task status → how many tasks.</summary>
    public required IReadOnlyDictionary<string, int> TasksSummary { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>When it was found to be gone at Jobvite.</summary>
    public required DateTime? DeletedAt { get; init; }

    /// <summary>The record as Jobvite sent it; null in lists without <c>include=raw</c>.</summary>
    public required JsonElement? RawJson { get; init; }
}

/// <summary>An onboarding task.</summary>
public sealed record TaskItem
{
    /// <summary>This service's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Jobvite's id.</summary>
    public required string JobviteTaskId { get; init; }

    public required string? Name { get; init; }

    /// <summary>W4, I9, DOC, FORM or CUSTOM.</summary>
    public required string? Type { get; init; }

    public required string? Status { get; init; }

    public required DateTime? DueDate { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>When it was found to be gone at Jobvite.</summary>
    public required DateTime? DeletedAt { get; init; }

    /// <summary>The record as Jobvite sent it.</summary>
    public required JsonElement? RawJson { get; init; }
}
