using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Shows jobs.</summary>
internal static class PostgresJobReader
{
    private const string WithCount = """
        , (SELECT count(DISTINCT candidate_id) FROM applications
           WHERE company_id = @companyId AND left(job_id, 200) = left(page.jobvite_id, 200) AND job_id = page.jobvite_id AND deleted_at IS NULL) AS candidates
        """;

    private const string GetOne = $"""
        SELECT page.*{WithCount}
        FROM (SELECT {JobMap.Columns}, raw_json FROM jobs WHERE company_id = @companyId AND jobvite_id = @jobId) AS page
        """;

    private const string WithStatus = "lower(left(status, 200)) = lower(left(@status, 200)) AND lower(status) = lower(@status)";

    private const string InDepartment = "lower(left(department, 200)) = lower(left(@department, 200)) AND lower(department) = lower(@department)";

    private const string Of = """
        ((lower(left(primary_recruiter_email, 200)) = lower(left(@recruiter, 200)) AND lower(primary_recruiter_email) = lower(@recruiter))
         OR (lower(left(primary_hiring_manager_email, 200)) = lower(left(@recruiter, 200)) AND lower(primary_hiring_manager_email) = lower(@recruiter)))
        """;

    // No indexes for these: a company has some hundreds or thousands of jobs, and to sort twenty thousand takes less than a page may.
    private static readonly PostgresList<JobView> Jobs = new(
        ListName.Jobs,
        "jobs",
        JobMap.Columns,
        new Dictionary<SortColumn, ListOrder>
        {
            [SortColumn.Changed] = ListOrder.Time("updated_at", "id"),
            [SortColumn.Name] = PostgresWords.Order("title"),
            [SortColumn.Status] = PostgresWords.Order("status"),
            [SortColumn.Department] = PostgresWords.Order("department"),
            [SortColumn.Location] = PostgresWords.Order("location_main"),
        },
        View)
    { Shown = WithCount };

    public static async Task<Page<JobView>> List(
        PostgresDatabase database, string companyId, JobFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken) =>
        await Jobs.Read(database, await ConditionsOf(database, companyId, filter, cancellationToken).ConfigureAwait(false), page, includeRaw, cancellationToken).ConfigureAwait(false);

    /// <summary>The conditions that a filter makes.</summary>
    public static async Task<ListConditions> ConditionsOf(PostgresDatabase database, string companyId, JobFilter filter, CancellationToken cancellationToken)
    {
        var statuses = await PostgresChoices.Meant(database, companyId, ChoiceColumn.JobStatus, filter.Loose, filter.Status, cancellationToken).ConfigureAwait(false);
        var departments = await PostgresChoices.Meant(database, companyId, ChoiceColumn.Department, filter.Loose, filter.Department, cancellationToken).ConfigureAwait(false);
        var conditions = new ListConditions(companyId)
            .When(statuses is null ? filter.Status : null, WithStatus, "status", filter.Status.ToColumn())
            .When(statuses, "status = ANY (@statuses)", "statuses", statuses)
            .When(departments is null ? filter.Department : null, InDepartment, "department", filter.Department.ToColumn())
            .When(departments, "department = ANY (@departments)", "departments", departments)
            .When(filter.Recruiter, Of, "recruiter", filter.Recruiter.ToColumn())
            .When(filter.Location, "places_text LIKE @location", "location", filter.Location.ToColumn() is { } place ? LikePattern.Contains(Folding.Fold(place)) : null)
            .When(filter.UpdatedSince, "updated_at >= @updatedSince", "updatedSince", filter.UpdatedSince.ToColumn())
            .When(filter.UpdatedUntil, "updated_at < @updatedUntil", "updatedUntil", filter.UpdatedUntil.ToColumn())
            .When(filter.CreatedSince, "created_at >= @createdSince", "createdSince", filter.CreatedSince.ToColumn());
        foreach (var (i, word) in SearchWord.Read(filter.Search.ToColumn() ?? "").Index())
        {
            conditions.Where(
                $"(search_text LIKE @part{i} OR requisition_id ILIKE @start{i} OR jobvite_id ILIKE @start{i})",
                ($"part{i}", LikePattern.Contains(Folding.Fold(word.Typed))),
                ($"start{i}", LikePattern.StartsWith(word.Typed)));
        }

        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        return conditions;
    }

    public static async Task<JobView?> Get(PostgresDatabase database, string companyId, string jobId, CancellationToken cancellationToken)
    {
        var statement = PostgresStatement.Of(GetOne, ("companyId", companyId), ("jobId", jobId.ToColumn()));
        return (await database.Ask(PlanChoice.Once, statement, View, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
    }

    private static JobView View(DbDataReader row) => JobMap.View(row) with { CandidateCount = row.Number("candidates") };
}
