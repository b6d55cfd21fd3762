using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Shows jobs.</summary>
internal static class PostgresJobReader
{
    private const string GetOne = $"SELECT {JobMap.Columns}, raw_json FROM jobs WHERE company_id = @companyId AND jobvite_id = @jobId";

    private const string CountCandidates = """
        SELECT job_id, count(DISTINCT candidate_id) AS candidates
        FROM applications
        WHERE company_id = @companyId AND left(job_id, 200) = ANY (@shortJobs) AND job_id = ANY (@jobs) AND deleted_at IS NULL
        GROUP BY job_id
        """;

    private const string WithStatus = "lower(left(status, 200)) = lower(left(@status, 200)) AND lower(status) = lower(@status)";

    private const string InDepartment = "lower(left(department, 200)) = lower(left(@department, 200)) AND lower(department) = lower(@department)";

    private const string Of = """
        ((lower(left(primary_recruiter_email, 200)) = lower(left(@recruiter, 200)) AND lower(primary_recruiter_email) = lower(@recruiter))
         OR (lower(left(primary_hiring_manager_email, 200)) = lower(left(@recruiter, 200)) AND lower(primary_hiring_manager_email) = lower(@recruiter)))
        """;

    private const string Called = "(title ILIKE @part OR requisition_id ILIKE @start OR jobvite_id ILIKE @start)";

    private static readonly PostgresList<JobView> Jobs = new(ListName.Jobs, "jobs", JobMap.Columns, "updated_at", "id", JobMap.View);

    public static async Task<Page<JobView>> List(PostgresSession session, string companyId, JobFilter filter, PageRequest page, bool includeRaw)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.Status, WithStatus, "status", filter.Status.ToColumn())
            .When(filter.Department, InDepartment, "department", filter.Department.ToColumn())
            .When(filter.Recruiter, Of, "recruiter", filter.Recruiter.ToColumn())
            .When(filter.Location, "location_main ILIKE @location", "location", filter.Location.ToColumn() is { } place ? LikePattern.Contains(place) : null);
        if (filter.Search.ToColumn() is { } search)
        {
            conditions
                .When(search, Called, "part", LikePattern.Contains(search))
                .Arguments.Add("start", LikePattern.StartsWith(search));
        }

        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        var jobs = await Jobs.Read(session, conditions, page, includeRaw).ConfigureAwait(false);
        var counts = await Counts(session, companyId, [.. jobs.Items.Select(job => job.JobviteJobId)]).ConfigureAwait(false);
        return jobs with { Items = [.. jobs.Items.Select(job => job with { CandidateCount = counts.GetValueOrDefault(job.JobviteJobId) })] };
    }

    public static async Task<JobView?> Get(PostgresSession session, string companyId, string jobId) =>
        await session.QueryFirst(GetOne, new { companyId, jobId = jobId.ToColumn() }, JobMap.View).ConfigureAwait(false) is { } job
            ? job with { CandidateCount = (await Counts(session, companyId, [job.JobviteJobId]).ConfigureAwait(false)).GetValueOrDefault(job.JobviteJobId) }
            : null;

    private static async Task<Dictionary<string, int>> Counts(PostgresSession session, string companyId, string[] jobs)
    {
        var shortJobs = Array.ConvertAll(jobs, job => job[..Math.Min(job.Length, 200)]);
        var counts = await session
            .Query(CountCandidates, new { companyId, shortJobs, jobs }, row => (Job: row.RequiredText("job_id"), Count: row.Number("candidates")))
            .ConfigureAwait(false);
        return counts.ToDictionary(row => row.Job, row => row.Count, StringComparer.Ordinal);
    }
}
