using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Shows jobs.</summary>
internal static class SqliteJobReader
{
    private const string GetOne = $"SELECT {JobMap.Columns}, raw_json FROM jobs WHERE company_id = @companyId AND jobvite_id = @jobId";

    private const string CountCandidates = """
        SELECT job_id, count(DISTINCT candidate_id) AS candidates
        FROM applications
        WHERE company_id = @companyId AND job_id IN (SELECT value FROM json_each(@jobs)) AND deleted_at IS NULL
        GROUP BY job_id
        """;

    private static readonly SqliteList<JobView> Jobs = new(
        ListName.Jobs,
        "jobs",
        JobMap.Columns,
        new Dictionary<SortColumn, ListOrder>
        {
            [SortColumn.Changed] = ListOrder.Time("updated_at", "id"),
            [SortColumn.Name] = SqliteWords.Order("title"),
            [SortColumn.Status] = SqliteWords.Order("status"),
            [SortColumn.Department] = SqliteWords.Order("department"),
            [SortColumn.Location] = SqliteWords.Order("location_main"),
        },
        JobMap.View);

    public static Page<JobView> List(SqliteSession session, string companyId, JobFilter filter, PageRequest page, bool includeRaw)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.Status, "status = @status COLLATE NOCASE", "status", filter.Status)
            .When(filter.Department, "department = @department COLLATE NOCASE", "department", filter.Department)
            .When(
                filter.Recruiter,
                "(primary_recruiter_email = @recruiter COLLATE NOCASE OR primary_hiring_manager_email = @recruiter COLLATE NOCASE)",
                "recruiter",
                filter.Recruiter)
            .When(filter.Location, @"location_main LIKE @location ESCAPE '\'", "location", filter.Location is { } place ? LikePattern.Contains(place) : null);
        if (filter.Search is { } search)
        {
            conditions
                .When(search, @"(title LIKE @part ESCAPE '\' OR requisition_id LIKE @start ESCAPE '\' OR jobvite_id LIKE @start ESCAPE '\')", "part", LikePattern.Contains(search))
                .Arguments.Add("start", LikePattern.StartsWith(search));
        }

        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        var jobs = Jobs.Read(session, conditions, page, includeRaw);
        var counts = Counts(session, companyId, jobs.Items.Select(job => job.JobviteJobId));
        return jobs with { Items = [.. jobs.Items.Select(job => job with { CandidateCount = counts.GetValueOrDefault(job.JobviteJobId) })] };
    }

    public static JobView? Get(SqliteSession session, string companyId, string jobId) =>
        session.QueryFirst(GetOne, new { companyId, jobId }, JobMap.View) is { } job
            ? job with { CandidateCount = Counts(session, companyId, [jobId]).GetValueOrDefault(jobId) }
            : null;

    private static Dictionary<string, int> Counts(SqliteSession session, string companyId, IEnumerable<string> jobs) => session
        .Query(CountCandidates, new { companyId, jobs = jobs.ToColumn() }, row => (Job: row.RequiredText("job_id"), Count: row.Number("candidates")))
        .ToDictionary(row => row.Job, row => row.Count, StringComparer.Ordinal);
}
