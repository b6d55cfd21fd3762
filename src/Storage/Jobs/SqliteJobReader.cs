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
        var jobs = Jobs.Read(session, ConditionsOf(session, companyId, filter), page, includeRaw);
        var counts = Counts(session, companyId, jobs.Items.Select(job => job.JobviteJobId));
        return jobs with { Items = [.. jobs.Items.Select(job => job with { CandidateCount = counts.GetValueOrDefault(job.JobviteJobId) })] };
    }

    /// <summary>The conditions that a filter makes.</summary>
    public static ListConditions ConditionsOf(SqliteSession session, string companyId, JobFilter filter)
    {
        var statuses = SqliteChoices.Meant(session, companyId, ChoiceColumn.JobStatus, filter.Loose, filter.Status);
        var departments = SqliteChoices.Meant(session, companyId, ChoiceColumn.Department, filter.Loose, filter.Department);
        var conditions = new ListConditions(companyId)
            .When(statuses is null ? filter.Status : null, SqliteWords.IsEqual("status", "@status", filter.Status), "status", filter.Status)
            .When(statuses, "status IN (SELECT value FROM json_each(@statuses))", "statuses", statuses?.ToColumn())
            .When(departments is null ? filter.Department : null, SqliteWords.IsEqual("department", "@department", filter.Department), "department", filter.Department)
            .When(departments, "department IN (SELECT value FROM json_each(@departments))", "departments", departments?.ToColumn())
            .When(
                filter.Recruiter,
                $"({SqliteWords.IsEqual("primary_recruiter_email", "@recruiter", filter.Recruiter)} OR {SqliteWords.IsEqual("primary_hiring_manager_email", "@recruiter", filter.Recruiter)})",
                "recruiter",
                filter.Recruiter)
            .When(filter.Location, "instr(places_text, @location) > 0", "location", filter.Location is { } place ? Folding.Fold(place) : null)
            .When(filter.UpdatedSince, "updated_at >= @updatedSince", "updatedSince", filter.UpdatedSince.ToColumn())
            .When(filter.UpdatedUntil, "updated_at < @updatedUntil", "updatedUntil", filter.UpdatedUntil.ToColumn())
            .When(filter.CreatedSince, "created_at >= @createdSince", "createdSince", filter.CreatedSince.ToColumn());
        foreach (var (i, word) in SearchWord.Read(filter.Search ?? "").Index())
        {
            conditions.Where(
                $@"(instr(search_text, @part{i}) > 0 OR requisition_id LIKE @start{i} ESCAPE '\' OR jobvite_id LIKE @start{i} ESCAPE '\')",
                ($"part{i}", Folding.Fold(word.Typed)),
                ($"start{i}", LikePattern.StartsWith(word.Typed)));
        }

        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        return conditions;
    }

    public static JobView? Get(SqliteSession session, string companyId, string jobId) =>
        session.QueryFirst(GetOne, new { companyId, jobId }, JobMap.View) is { } job
            ? job with { CandidateCount = Counts(session, companyId, [jobId]).GetValueOrDefault(jobId) }
            : null;

    private static Dictionary<string, int> Counts(SqliteSession session, string companyId, IEnumerable<string> jobs) => session
        .Query(CountCandidates, new { companyId, jobs = jobs.ToColumn() }, row => (Job: row.RequiredText("job_id"), Count: row.Number("candidates")))
        .ToDictionary(row => row.Job, row => row.Count, StringComparer.Ordinal);
}
