using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Shows candidates with their applications.</summary>
internal static class SqliteCandidateReader
{
    private const string GetOne = $"SELECT {CandidateMap.Columns}, raw_json FROM candidates WHERE company_id = @companyId AND jobvite_id = @candidateId";

    private const string HasApplication = """
        jobvite_id IN (
            SELECT candidate_id FROM applications
            WHERE company_id = @companyId
        """;

    private const string OfJob = $"{HasApplication} AND job_id = @jobId AND (@includeDeleted OR deleted_at IS NULL))";

    private const string InState = $"{HasApplication} AND workflow_state = @workflowState COLLATE NOCASE AND (@includeDeleted OR deleted_at IS NULL))";

    private const string Named = @"(coalesce(first_name || ' ' || last_name, first_name, last_name) LIKE @search ESCAPE '\' OR email LIKE @search ESCAPE '\')";

    // Word for word the expression of the index candidates_name.
    private const string Name = "lower(substr(coalesce(last_name || ' ' || first_name, last_name, first_name, ''), 1, 100))";

    private static readonly SqliteList<CandidateView> Candidates = new(
        ListName.Candidates,
        "candidates",
        CandidateMap.Columns,
        new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("updated_at", "id"), [SortColumn.Name] = new(Name, "jobvite_id") },
        CandidateMap.View);

    public static Page<CandidateView> List(SqliteSession session, string companyId, CandidateFilter filter, PageRequest page, bool includeRaw)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.Email, "email = @email COLLATE NOCASE", "email", filter.Email)
            .When(filter.JobId, OfJob, "jobId", filter.JobId)
            .When(filter.WorkflowState, InState, "workflowState", filter.WorkflowState)
            .When(filter.Search, Named, "search", filter.Search is { } search ? LikePattern.Contains(search) : null);
        conditions.Arguments.Add("includeDeleted", filter.IncludeDeleted);
        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        var candidates = Candidates.Read(session, conditions, page, includeRaw);
        var applications = SqliteApplicationReader.OfCandidates(session, companyId, candidates.Items.Select(candidate => candidate.JobviteCandidateId), includeRaw);
        return candidates with { Items = [.. candidates.Items.Select(candidate => CandidateMap.Join(candidate, [.. applications[candidate.JobviteCandidateId]]))] };
    }

    public static CandidateView? Get(SqliteSession session, string companyId, string candidateId) =>
        session.QueryFirst(GetOne, new { companyId, candidateId }, CandidateMap.View) is { } candidate
            ? CandidateMap.Join(candidate, [.. SqliteApplicationReader.OfCandidates(session, companyId, [candidateId], includeRaw: true)[candidateId]])
            : null;
}
