using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The tasks of an onboarding process, and the processes that tasks are read for.</summary>
internal sealed class ProcessLists<TSession>(IDatabase<TSession> database)
    where TSession : ISession
{
    private const string Exists = "SELECT EXISTS (SELECT 1 FROM onboarding_processes WHERE company_id = @companyId AND jobvite_id = @processId)";

    private const string TasksOf = $"""
        SELECT {TaskMap.Columns}
        FROM onboarding_tasks
        WHERE company_id = @companyId AND process_id = @processId AND deleted_at IS NULL
        ORDER BY updated_at DESC, id DESC
        LIMIT @limit OFFSET @offset
        """;

    private const string CountTasks =
        "SELECT count(*) FROM onboarding_tasks WHERE company_id = @companyId AND process_id = @processId AND deleted_at IS NULL";

    private const string LiveIds = """
        SELECT jobvite_id FROM onboarding_processes
        WHERE company_id = @companyId AND jobvite_id > @after AND deleted_at IS NULL
        ORDER BY jobvite_id
        LIMIT @limit
        """;

    public Task<Page<TaskView>?> Tasks(string companyId, string processId, int page, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var process = new { companyId, processId = processId.ToColumn(), limit = TaskMap.PageSize, offset = (page - 1L) * TaskMap.PageSize };
            if (!await session.Scalar<bool>(Exists, process).ConfigureAwait(false))
            {
                return null;
            }

            var total = await session.Scalar<long>(CountTasks, process).ConfigureAwait(false);
            var tasks = await session.Query(TasksOf, process, TaskMap.View).ConfigureAwait(false);
            return new Page<TaskView>([.. tasks], total, page, TaskMap.PageSize, NextCursor: null);
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> Ids(string companyId, string? after, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<string>>(
        async session => await session.Query(LiveIds, new { companyId, after = after.ToColumn() ?? "", limit }, row => row.RequiredText("jobvite_id")).ConfigureAwait(false),
        cancellationToken);
}
