using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Shows onboarding processes and their tasks.</summary>
internal static class PostgresProcessReader
{
    private const string WithSummary = """
        , (SELECT jsonb_object_agg(status, tasks)::text
           FROM (SELECT coalesce(status, 'unknown') AS status, count(*) AS tasks
                 FROM onboarding_tasks
                 WHERE company_id = @companyId AND process_id = page.jobvite_id AND deleted_at IS NULL
                 GROUP BY 1) AS counted) AS summary
        """;

    private const string GetOne = $"""
        SELECT page.*{WithSummary}
        FROM (SELECT {ProcessMap.Columns}, raw_json FROM onboarding_processes WHERE company_id = @companyId AND jobvite_id = @processId) AS page
        """;

    // The index holds the first 200 characters; the ids that events name are shorter.
    private const string ByCandidate = """
        SELECT candidate_id, jobvite_id FROM onboarding_processes
        WHERE company_id = @companyId AND left(candidate_id, 200) = ANY (@candidates) AND candidate_id = ANY (@candidates)
        """;

    private const string WithStatus = "lower(left(status, 200)) = lower(left(@status, 200)) AND lower(status) = lower(@status)";

    private static readonly PostgresList<ProcessView> Processes = new(
        ListName.Processes,
        "onboarding_processes",
        ProcessMap.Columns,
        new Dictionary<SortColumn, ListOrder>
        {
            [SortColumn.Changed] = ListOrder.Time("updated_at", "id"),
            [SortColumn.Status] = PostgresWords.Order("status"),
            [SortColumn.HireDate] = new("coalesce(hire_date, '-infinity')", "jobvite_id"),
        },
        View)
    { Shown = WithSummary };

    public static async Task<Page<ProcessView>> List(
        PostgresDatabase database, string companyId, ProcessFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken) =>
        await Processes.Read(database, await ConditionsOf(database, companyId, filter, cancellationToken).ConfigureAwait(false), page, includeRaw, cancellationToken).ConfigureAwait(false);

    /// <summary>The conditions that a filter makes.</summary>
    public static async Task<ListConditions> ConditionsOf(PostgresDatabase database, string companyId, ProcessFilter filter, CancellationToken cancellationToken)
    {
        var statuses = await PostgresChoices.Meant(database, companyId, ChoiceColumn.ProcessStatus, filter.Loose, filter.Status, cancellationToken).ConfigureAwait(false);
        var conditions = new ListConditions(companyId)
            .When(statuses is null ? filter.Status : null, WithStatus, "status", filter.Status.ToColumn())
            .When(statuses, "status = ANY (@statuses)", "statuses", statuses)
            .When(filter.CandidateId, "left(candidate_id, 200) = left(@candidateId, 200) AND candidate_id = @candidateId", "candidateId", filter.CandidateId.ToColumn())
            .When(filter.StartDate, "hire_date >= @startDate", "startDate", filter.StartDate)
            .When(filter.EndDate, "hire_date <= @endDate", "endDate", filter.EndDate)
            .When(filter.Search, "(jobvite_id = @search OR new_hire_id = @search OR candidate_id = @search)", "search", filter.Search.ToColumn())
            .When(filter.UpdatedSince, "updated_at >= @updatedSince", "updatedSince", filter.UpdatedSince.ToColumn())
            .When(filter.CreatedSince, "created_at >= @createdSince", "createdSince", filter.CreatedSince.ToColumn());
        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        return conditions;
    }

    public static async Task<ProcessView?> Get(PostgresDatabase database, string companyId, string processId, CancellationToken cancellationToken)
    {
        var statement = PostgresStatement.Of(GetOne, ("companyId", companyId), ("processId", processId.ToColumn()));
        return (await database.Ask(PlanChoice.Once, statement, View, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
    }

    public static async Task<ILookup<string, string>> OfCandidates(PostgresSession session, string companyId, IReadOnlyList<string> candidateIds)
    {
        var found = await session.Query(
            ByCandidate,
            new { companyId, candidates = candidateIds.ToArray() },
            row => (Candidate: row.RequiredText("candidate_id"), Process: row.RequiredText("jobvite_id"))).ConfigureAwait(false);
        return found.ToLookup(row => row.Candidate, row => row.Process, StringComparer.Ordinal);
    }

    private static ProcessView View(DbDataReader row) => ProcessMap.View(row) with
    {
        TasksSummary = row.Text("summary") is { } summary ? JsonSerializer.Deserialize<ImmutableDictionary<string, int>>(summary)! : ImmutableDictionary<string, int>.Empty,
    };
}
