namespace Jobvite.Grains.Interfaces;

/// <summary>A job as REST shows it.</summary>
[GenerateSerializer, Alias("jv.JobView"), Immutable]
public sealed record JobView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string JobviteJobId { get; init; }

    [Id(2)] public string? RequisitionId { get; init; }

    [Id(3)] public string? Title { get; init; }

    [Id(4)] public string? Status { get; init; }

    [Id(5)] public string? Department { get; init; }

    [Id(6)] public string? Category { get; init; }

    [Id(7)] public string? PrimaryRecruiterEmail { get; init; }

    [Id(8)] public string? PrimaryHiringManagerEmail { get; init; }

    [Id(9)] public string? LocationMain { get; init; }

    [Id(10)] public string? Region { get; init; }

    [Id(11)] public string? Subsidiary { get; init; }

    [Id(12)] public string? SalaryCurrency { get; init; }

    [Id(13)] public decimal? SalaryMin { get; init; }

    [Id(14)] public decimal? SalaryMax { get; init; }

    [Id(15)] public string? SalaryFrequency { get; init; }

    [Id(16)] public string? RemoteType { get; init; }

    /// <summary>Candidates with an application to this job, deleted ones not counted.</summary>
    [Id(17)] public int CandidateCount { get; init; }

    [Id(18)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(19)] public required DateTimeOffset UpdatedAt { get; init; }

    [Id(20)] public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The record as Jobvite sent it; null in lists unless asked for.</summary>
    [Id(21)] public string? RawJson { get; init; }

    /// <summary>JSON object of field codes and values; null when nothing is known of them.</summary>
    [Id(22)] public string? CustomFields { get; init; }

    /// <summary>When it was last read at Jobvite and noted.</summary>
    [Id(23)] public DateTimeOffset ReadAt { get; init; }
}

/// <summary>Which jobs a list shows; null means any. Comparisons ignore case.</summary>
[GenerateSerializer, Alias("jv.JobFilter"), Immutable]
public sealed record JobFilter
{
    /// <summary>Equal.</summary>
    [Id(0)] public string? Status { get; init; }

    /// <summary>Part of one of the places, without regard to accents.</summary>
    [Id(1)] public string? Location { get; init; }

    /// <summary>Equal.</summary>
    [Id(2)] public string? Department { get; init; }

    /// <summary>Equal to the primary recruiter's or hiring manager's e-mail.</summary>
    [Id(3)] public string? Recruiter { get; init; }

    /// <summary>Words, each of which is part of the title, without regard to accents, or the start of the requisition id or the Jobvite id.</summary>
    [Id(4)] public string? Search { get; init; }

    /// <summary>Deleted records too; off by default.</summary>
    [Id(5)] public bool IncludeDeleted { get; init; }

    /// <summary>Seen to change at or after.</summary>
    [Id(6)] public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>First stored at or after.</summary>
    [Id(7)] public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Status and department need not be given in full, as in <see cref="CandidateFilter.Loose"/>.</summary>
    [Id(8)] public bool Loose { get; init; }

    /// <summary>Seen to change before.</summary>
    [Id(9)] public DateTimeOffset? UpdatedUntil { get; init; }
}
