using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Shows onboarding processes and their tasks.</summary>
internal static class PostgresProcessReader
{
    private const string GetOne = $"SELECT {ProcessMap.Columns}, raw_json FROM onboarding_processes WHERE company_id = @companyId AND jobvite_id = @processId";

    private const string Exists = "SELECT EXISTS (SELECT FROM onboarding_processes WHERE company_id = @companyId AND jobvite_id = @processId)";

    private const string TasksOf = $"""
        SELECT {TaskMap.Columns}
        FROM onboarding_tasks
        WHERE company_id = @companyId AND process_id = @processId AND deleted_at IS NULL
        ORDER BY updated_at DESC, id DESC
        LIMIT 1000
        """;

    private const string Summary = """
        SELECT process_id, coalesce(status, 'unknown') AS status, count(*) AS tasks
        FROM onboarding_tasks
        WHERE company_id = @companyId AND process_id = ANY (@processes) AND deleted_at IS NULL
        GROUP BY process_id, coalesce(status, 'unknown')
        """;

    private const string LiveIds = """
        SELECT jobvite_id FROM onboarding_processes
        WHERE company_id = @companyId AND jobvite_id > @after AND deleted_at IS NULL
        ORDER BY jobvite_id
        LIMIT @limit
        """;

    private const string WithStatus = "lower(left(status, 200)) = lower(left(@status, 200)) AND lower(status) = lower(@status)";

    private static readonly PostgresList<ProcessView> Processes =
        new(ListName.Processes, "onboarding_processes", ProcessMap.Columns, "updated_at", "id", ProcessMap.View);

    public static async Task<Page<ProcessView>> List(PostgresSession session, string companyId, ProcessFilter filter, PageRequest page, bool includeRaw)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.Status, WithStatus, "status", filter.Status.ToColumn())
            .When(filter.CandidateId, "left(candidate_id, 200) = left(@candidateId, 200) AND candidate_id = @candidateId", "candidateId", filter.CandidateId.ToColumn())
            .When(filter.StartDate, "hire_date >= @startDate", "startDate", filter.StartDate)
            .When(filter.EndDate, "hire_date <= @endDate", "endDate", filter.EndDate);
        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        var processes = await Processes.Read(session, conditions, page, includeRaw).ConfigureAwait(false);
        var summaries = await Summaries(session, companyId, [.. processes.Items.Select(process => process.JobviteProcessId)]).ConfigureAwait(false);
        return processes with { Items = [.. processes.Items.Select(process => WithSummary(process, summaries))] };
    }

    public static async Task<ProcessView?> Get(PostgresSession session, string companyId, string processId) =>
        await session.QueryFirst(GetOne, new { companyId, processId = processId.ToColumn() }, ProcessMap.View).ConfigureAwait(false) is { } process
            ? WithSummary(process, await Summaries(session, companyId, [process.JobviteProcessId]).ConfigureAwait(false))
            : null;

    public static async Task<ImmutableArray<TaskView>?> Tasks(PostgresSession session, string companyId, string processId)
    {
        var process = new { companyId, processId = processId.ToColumn() };
        return await session.Scalar<bool>(Exists, process).ConfigureAwait(false)
            ? [.. await session.Query(TasksOf, process, TaskMap.View).ConfigureAwait(false)]
            : null;
    }

    public static async Task<IReadOnlyList<string>> Ids(PostgresSession session, string companyId, string? after, int limit) =>
        await session.Query(LiveIds, new { companyId, after = after.ToColumn() ?? "", limit }, row => row.RequiredText("jobvite_id")).ConfigureAwait(false);

    private static async Task<ILookup<string, KeyValuePair<string, int>>> Summaries(PostgresSession session, string companyId, string[] processes)
    {
        var counts = await session
            .Query(
                Summary,
                new { companyId, processes },
                row => (Process: row.RequiredText("process_id"), Count: KeyValuePair.Create(row.RequiredText("status"), row.Number("tasks"))))
            .ConfigureAwait(false);
        return counts.ToLookup(row => row.Process, row => row.Count, StringComparer.Ordinal);
    }

    private static ProcessView WithSummary(ProcessView process, ILookup<string, KeyValuePair<string, int>> summaries) =>
        process with { TasksSummary = summaries[process.JobviteProcessId].ToImmutableDictionary() };
}
