namespace Jobvite.Storage;

/// <summary>A job to be stored. Column names follow the REST contract.</summary>
public sealed record JobRow : IRecordRow
{
    public required string Id { get; init; }

    public DateTimeOffset? SourceUpdatedAt { get; init; }

    public required string RawJson { get; init; }

    public string? RequisitionId { get; init; }

    public string? Title { get; init; }

    public string? Status { get; init; }

    public string? Department { get; init; }

    public string? Category { get; init; }

    public string? PrimaryRecruiterEmail { get; init; }

    public string? PrimaryHiringManagerEmail { get; init; }

    public string? LocationMain { get; init; }

    public string? Region { get; init; }

    public string? Subsidiary { get; init; }

    public string? SalaryCurrency { get; init; }

    public decimal? SalaryMin { get; init; }

    public decimal? SalaryMax { get; init; }

    public string? SalaryFrequency { get; init; }

    public string? RemoteType { get; init; }

    /// <summary>Every place beside the main one: cities, states, countries and what Jobvite calls them.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>JSON object of field codes and values; null without any.</summary>
    public string? CustomFields { get; init; }
}
