using System.Text.Json;

namespace Jobvite.Payloads;

/// <summary>A job (Jobvite: requisition).</summary>
public sealed record JobItem
{
    /// <summary>This service's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Jobvite's id.</summary>
    public required string JobviteJobId { get; init; }

    public required string? RequisitionId { get; init; }

    public required string? Title { get; init; }

    public required string? Status { get; init; }

    public required string? Department { get; init; }

    public required string? Category { get; init; }

    public required string? PrimaryRecruiterEmail { get; init; }

    public required string? PrimaryHiringManagerEmail { get; init; }

    public required string? LocationMain { get; init; }

    public required string? Region { get; init; }

    public required string? Subsidiary { get; init; }

    public required string? SalaryCurrency { get; init; }

    public required decimal? SalaryMin { get; init; }

    public required decimal? SalaryMax { get; init; }

    public required string? SalaryFrequency { get; init; }

    public required string? RemoteType { get; init; }

    /// <summary>Fields that the company defined itself and that have a value: field code → value.</summary>
    public required IReadOnlyDictionary<string, string> CustomFields { get; init; }

    /// <summary>Candidates with an application to this job.</summary>
    public required int CandidateCount { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>When it was found to be gone at Jobvite.</summary>
    public required DateTime? DeletedAt { get; init; }

    /// <summary>The record as Jobvite sent it; null in lists without <c>include=raw</c>.</summary>
    public required JsonElement? RawJson { get; init; }
}
