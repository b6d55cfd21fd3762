using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which jobs are listed; comparisons ignore case.</summary>
internal readonly record struct JobQuery
{
    public static ReadOnlySpan<SortColumn> SortColumns => [SortColumn.Name, SortColumn.Status, SortColumn.Department, SortColumn.Location];

    /// <summary>Equal.</summary>
    public string? Status { get; init; }

    /// <summary>Part of one of the places, without regard to case and accents.</summary>
    public string? Location { get; init; }

    /// <summary>Equal.</summary>
    public string? Department { get; init; }

    /// <summary>Equal to the primary recruiter's or hiring manager's e-mail.</summary>
    public string? Recruiter { get; init; }

    /// <summary>Words. Each is part of the title, without regard to case and accents, or the start of the requisition id or the Jobvite id.</summary>
    public string? Search { get; init; }

    /// <summary>true: deleted ones too.</summary>
    public string? IncludeDeleted { get; init; }

    /// <summary>Seen to change before this time.</summary>
    public string? UpdatedUntil { get; init; }

    public JobFilter Read(SinceQuery since, InputErrors errors)
    {
        var (updated, created) = since.Read(errors);
        var filter = Read(errors) with { UpdatedSince = updated, CreatedSince = created };
        if (filter.UpdatedUntil <= filter.UpdatedSince)
        {
            errors.Add("updatedUntil", "must be after updatedSince.");
        }

        return filter;
    }

    public JobFilter Read(InputErrors errors) => new()
    {
        Status = QueryText.Text(Status, "status", errors),
        Location = QueryText.Text(Location, "location", errors),
        Department = QueryText.Text(Department, "department", errors),
        Recruiter = QueryText.Text(Recruiter, "recruiter", errors),
        Search = QueryText.Text(Search, "search", errors),
        IncludeDeleted = QueryText.Flag(IncludeDeleted, "includeDeleted", errors) ?? false,
        UpdatedUntil = QueryText.Instant(UpdatedUntil, "updatedUntil", errors),
    };
}
