namespace Jobvite.Client;

/// <summary>A requisition. Null, missing and empty text are the same thing and are null here.</summary>
public sealed record JobviteJob
{
    /// <summary>Jobvite's <c>eId</c>, the one that applications and webhooks refer to.</summary>
    public required string Id { get; init; }

    /// <summary>The company's own number.</summary>
    public string? RequisitionId { get; init; }

    public string? Title { get; init; }

    /// <summary><c>jobState</c> or <c>status</c>: <c>Open</c>, <c>Closed</c>, <c>On Hold</c> …; not a closed set.</summary>
    public string? Status { get; init; }

    public string? Department { get; init; }

    public string? Category { get; init; }

    public string? Region { get; init; }

    public string? Subsidiary { get; init; }

    /// <summary>The location as one text: Jobvite's own, or put together from city, state and country.</summary>
    public string? Location { get; init; }

    public string? LocationCity { get; init; }

    public string? LocationState { get; init; }

    public string? LocationCountry { get; init; }

    public IReadOnlyList<JobviteLocation> Locations { get; init; } = [];

    public string? PrimaryRecruiterEmail { get; init; }

    public string? PrimaryHiringManagerEmail { get; init; }

    public string? SalaryCurrency { get; init; }

    public decimal? SalaryMin { get; init; }

    public decimal? SalaryMax { get; init; }

    public string? SalaryFrequency { get; init; }

    public string? RemoteType { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public IReadOnlyList<JobviteCustomField> CustomFields { get; init; } = [];

    /// <summary>The object as Jobvite sent it, compact.</summary>
    public required string RawJson { get; init; }

    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Id = ").Append(Id);
        return true;
    }
}

/// <summary>One place of a requisition. Jobvite sends an object, or only a text.</summary>
public sealed record JobviteLocation(string? Text, string? City, string? State, string? Country);
