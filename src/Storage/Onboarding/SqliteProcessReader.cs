using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Shows onboarding processes and their tasks.</summary>
internal static class SqliteProcessReader
{
    private const string GetOne = $"SELECT {ProcessMap.Columns}, raw_json FROM onboarding_processes WHERE company_id = @companyId AND jobvite_id = @processId";

    private const string Summary = """
        SELECT process_id, coalesce(status, 'unknown') AS status, count(*) AS tasks
        FROM onboarding_tasks
        WHERE company_id = @companyId AND process_id IN (SELECT value FROM json_each(@processes)) AND deleted_at IS NULL
        GROUP BY process_id, coalesce(status, 'unknown')
        """;

    private const string ByCandidate = """
        SELECT candidate_id, jobvite_id FROM onboarding_processes
        WHERE company_id = @companyId AND candidate_id IN (SELECT value FROM json_each(@candidates))
        """;

    private static readonly SqliteList<ProcessView> Processes = new(
        ListName.Processes,
        "onboarding_processes",
        ProcessMap.Columns,
        new Dictionary<SortColumn, ListOrder>
        {
            [SortColumn.Changed] = ListOrder.Time("updated_at", "id"),
            [SortColumn.Status] = SqliteWords.Order("status"),
            [SortColumn.HireDate] = new("coalesce(hire_date, '')", "jobvite_id"),
        },
        ProcessMap.View);

    public static Page<ProcessView> List(SqliteSession session, string companyId, ProcessFilter filter, PageRequest page, bool includeRaw)
    {
        var processes = Processes.Read(session, ConditionsOf(session, companyId, filter), page, includeRaw);
        var summaries = Summaries(session, companyId, processes.Items.Select(process => process.JobviteProcessId));
        return processes with { Items = [.. processes.Items.Select(process => WithSummary(process, summaries))] };
    }

    /// <summary>The conditions that a filter makes.</summary>
    public static ListConditions ConditionsOf(SqliteSession session, string companyId, ProcessFilter filter)
    {
        var statuses = SqliteChoices.Meant(session, companyId, ChoiceColumn.ProcessStatus, filter.Loose, filter.Status);
        var conditions = new ListConditions(companyId)
            .When(statuses is null ? filter.Status : null, SqliteWords.IsEqual("status", "@status", filter.Status), "status", filter.Status)
            .When(statuses, "status IN (SELECT value FROM json_each(@statuses))", "statuses", statuses?.ToColumn())
            .When(filter.CandidateId, "candidate_id = @candidateId", "candidateId", filter.CandidateId)
            .When(filter.StartDate, "hire_date >= @startDate", "startDate", filter.StartDate.ToColumn())
            .When(filter.EndDate, "hire_date <= @endDate", "endDate", filter.EndDate.ToColumn())
            .When(filter.Search, "(jobvite_id = @search OR new_hire_id = @search OR candidate_id = @search)", "search", filter.Search)
            .When(filter.UpdatedSince, "updated_at >= @updatedSince", "updatedSince", filter.UpdatedSince.ToColumn())
            .When(filter.CreatedSince, "created_at >= @createdSince", "createdSince", filter.CreatedSince.ToColumn());
        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        return conditions;
    }

    public static ProcessView? Get(SqliteSession session, string companyId, string processId) =>
        session.QueryFirst(GetOne, new { companyId, processId }, ProcessMap.View) is { } process
            ? WithSummary(process, Summaries(session, companyId, [processId]))
            : null;

    public static ILookup<string, string> OfCandidates(SqliteSession session, string companyId, IReadOnlyList<string> candidateIds) => session
        .Query(
            ByCandidate,
            new { companyId, candidates = candidateIds.ToColumn() },
            row => (Candidate: row.RequiredText("candidate_id"), Process: row.RequiredText("jobvite_id")))
        .ToLookup(row => row.Candidate, row => row.Process, StringComparer.Ordinal);

    private static ILookup<string, KeyValuePair<string, int>> Summaries(SqliteSession session, string companyId, IEnumerable<string> processes) => session
        .Query(
            Summary,
            new { companyId, processes = processes.ToColumn() },
            row => (Process: row.RequiredText("process_id"), Count: KeyValuePair.Create(row.RequiredText("status"), row.Number("tasks"))))
        .ToLookup(row => row.Process, row => row.Count, StringComparer.Ordinal);

    private static ProcessView WithSummary(ProcessView process, ILookup<string, KeyValuePair<string, int>> summaries) =>
        process with { TasksSummary = summaries[process.JobviteProcessId].ToImmutableDictionary() };
}
