using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Shows candidates with their applications.</summary>
internal static class PostgresCandidateReader
{
    private const string GetOne = $"SELECT {CandidateMap.Columns}, raw_json FROM candidates WHERE company_id = @companyId AND jobvite_id = @candidateId";

    private const string WithEmail = "lower(left(email, 200)) = lower(left(@email, 200)) AND lower(email) = lower(@email)";

    private const string HasApplication = """
        jobvite_id IN (
            SELECT candidate_id FROM applications
            WHERE company_id = @companyId AND (@includeDeleted OR deleted_at IS NULL) AND
        """;

    private const string OfJob = $"{HasApplication} left(job_id, 200) = left(@jobId, 200) AND job_id = @jobId)";

    private const string InState = $"""
        {HasApplication} lower(left(workflow_state, 200)) = lower(left(@workflowState, 200)) AND lower(workflow_state) = lower(@workflowState))
        """;

    // Word for word the expression of the index candidates_search.
    private const string Named =
        @"(coalesce(first_name || ' ' || last_name, first_name, last_name, '') || E'\n' || coalesce(email, '')) ILIKE @search";

    private static readonly PostgresList<CandidateView> Candidates =
        new(ListName.Candidates, "candidates", CandidateMap.Columns, "updated_at", "id", CandidateMap.View);

    public static async Task<Page<CandidateView>> List(PostgresSession session, string companyId, CandidateFilter filter, PageRequest page, bool includeRaw)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.Email, WithEmail, "email", filter.Email.ToColumn())
            .When(filter.JobId, OfJob, "jobId", filter.JobId.ToColumn())
            .When(filter.WorkflowState, InState, "workflowState", filter.WorkflowState.ToColumn())
            .When(filter.Search, Named, "search", filter.Search.ToColumn() is { } search ? LikePattern.Contains(search) : null);
        conditions.Arguments.Add("includeDeleted", filter.IncludeDeleted);
        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        var candidates = await Candidates.Read(session, conditions, page, includeRaw).ConfigureAwait(false);
        var ids = candidates.Items.Select(candidate => candidate.JobviteCandidateId).ToArray();
        var applications = await PostgresApplicationReader.OfCandidates(session, companyId, ids, includeRaw).ConfigureAwait(false);
        return candidates with { Items = [.. candidates.Items.Select(candidate => CandidateMap.Join(candidate, applications))] };
    }

    public static async Task<CandidateView?> Get(PostgresSession session, string companyId, string candidateId) =>
        await session.QueryFirst(GetOne, new { companyId, candidateId = candidateId.ToColumn() }, CandidateMap.View).ConfigureAwait(false) is { } candidate
            ? CandidateMap.Join(
                candidate,
                await PostgresApplicationReader.OfCandidates(session, companyId, [candidate.JobviteCandidateId], includeRaw: true).ConfigureAwait(false))
            : null;
}
