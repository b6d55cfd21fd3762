using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which candidates are listed; comparisons ignore case.</summary>
internal readonly record struct CandidateQuery
{
    public static ReadOnlySpan<SortColumn> SortColumns => [SortColumn.Name];

    /// <summary>Equal, in any of the candidate's applications.</summary>
    public string? WorkflowState { get; init; }

    /// <summary>Equal.</summary>
    public string? Email { get; init; }

    /// <summary>Jobvite's id of a job: has an application to it.</summary>
    public string? JobId { get; init; }

    /// <summary>Part of "first last" or of the e-mail.</summary>
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
