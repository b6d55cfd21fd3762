using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

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

    internal static ProcessItem Of(ProcessView process) => new()
    {
        Id = process.Id,
        JobviteProcessId = process.JobviteProcessId,
        JobviteNewHireId = process.JobviteNewHireId,
        JobviteCandidateId = process.JobviteCandidateId,
        Status = process.Status,
        HireDate = process.HireDate,
        KickoffDate = process.KickoffDate?.UtcDateTime,
        MilestoneStatus = WebFrontend.RawJson.Of(process.MilestoneStatus),
        TasksSummary = process.TasksSummary,
        CreatedAt = process.CreatedAt.UtcDateTime,
        UpdatedAt = process.UpdatedAt.UtcDateTime,
        DeletedAt = process.DeletedAt?.UtcDateTime,
        RawJson = WebFrontend.RawJson.Of(process.RawJson),
    };
}
