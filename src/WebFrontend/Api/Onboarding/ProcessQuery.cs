using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which onboarding processes are listed.</summary>
internal readonly record struct ProcessQuery
{
    public static ReadOnlySpan<SortColumn> SortColumns => [SortColumn.Status, SortColumn.HireDate];

    /// <summary>Equal, ignoring case.</summary>
    public string? Status { get; init; }

    /// <summary>Hired on or after this day, such as 2026-01-31.</summary>
    public string? StartDate { get; init; }

    /// <summary>Hired on or before this day.</summary>
    public string? EndDate { get; init; }

    /// <summary>The Jobvite id of the process, the new hire or the candidate, in full.</summary>
    public string? Search { get; init; }

    /// <summary>true: deleted ones too.</summary>
    public string? IncludeDeleted { get; init; }

    public ProcessFilter Read(InputErrors errors)
    {
        var filter = new ProcessFilter
        {
            Status = QueryText.Text(Status, "status", errors),
            StartDate = QueryText.Day(StartDate, "startDate", errors),
            EndDate = QueryText.Day(EndDate, "endDate", errors),
            Search = QueryText.Text(Search, "search", errors),
            IncludeDeleted = QueryText.Flag(IncludeDeleted, "includeDeleted", errors) ?? false,
        };
        if (filter.EndDate < filter.StartDate)
        {
            errors.Add("endDate", "must not be before startDate.");
        }

        return filter;
    }
}
