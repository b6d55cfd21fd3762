using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which candidates are listed; comparisons ignore case.</summary>
internal readonly record struct CandidateQuery
{
    public static ReadOnlySpan<SortColumn> SortColumns => [SortColumn.Name];

    /// <summary>Equal, in one of the candidate's applications; with jobId, in one to that job.</summary>
    public string? WorkflowState { get; init; }

    /// <summary>Equal.</summary>
    public string? Email { get; init; }

    /// <summary>A job's id, Jobvite's or this service's: has an application to it.</summary>
    public string? JobId { get; init; }

    /// <summary>
    /// Words. Each is part of the name or the e-mail, digits of a phone number, or the Jobvite id of the candidate or of an application in full.
    /// Without regard to case and accents.
    /// </summary>
    public string? Search { get; init; }

    /// <summary>true: deleted ones too.</summary>
    public string? IncludeDeleted { get; init; }

    public CandidateFilter Read(InputErrors errors) => new()
    {
        WorkflowState = QueryText.Text(WorkflowState, "workflowState", errors),
        Email = QueryText.Text(Email, "email", errors, 320),
        JobId = QueryText.Text(JobId, "jobId", errors, PathId.MaxLength),
        Search = QueryText.Text(Search, "search", errors),
        IncludeDeleted = QueryText.Flag(IncludeDeleted, "includeDeleted", errors) ?? false,
    };
}
