using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IRecordReader"/>
internal sealed class PostgresRecordReader(PostgresDatabase database, ProcessLists<PostgresSession> processes) : IRecordReader
{
    private static readonly string CountAll = CountMap.Statement("next_attempt_at IS NOT NULL");

    public Task<Page<JobView>> ListJobs(string companyId, JobFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken) =>
        PostgresJobReader.List(database, companyId, filter, page, includeRaw, cancellationToken);

    public Task<JobView?> GetJob(string companyId, string jobId, CancellationToken cancellationToken) =>
        PostgresJobReader.Get(database, companyId, jobId, cancellationToken);

    public Task<Page<CandidateView>> ListCandidates(string companyId, CandidateFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken) =>
        PostgresCandidateReader.List(database, companyId, filter, page, includeRaw, cancellationToken);

    public Task<CandidateView?> GetCandidate(string companyId, string candidateId, CancellationToken cancellationToken) =>
        PostgresCandidateReader.Get(database, companyId, candidateId, cancellationToken);

    public Task<Page<ProcessView>> ListProcesses(string companyId, ProcessFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken) =>
        PostgresProcessReader.List(database, companyId, filter, page, includeRaw, cancellationToken);

    public Task<ProcessView?> GetProcess(string companyId, string processId, CancellationToken cancellationToken) =>
        PostgresProcessReader.Get(database, companyId, processId, cancellationToken);

    public Task<Page<TaskView>?> ListTasks(string companyId, string processId, int page, CancellationToken cancellationToken) =>
        processes.Tasks(companyId, processId, page, cancellationToken);

    public async Task<string?> FindJobviteId(string companyId, RecordKind kind, Guid id, CancellationToken cancellationToken)
    {
        var statement = PostgresStatement.Of(RecordIds.Find(kind), ("companyId", companyId), ("id", id));
        return (await database.Ask(PlanChoice.Once, statement, row => row.GetString(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault();
    }

    public Task<Page<SyncRun>> ListRuns(string companyId, RunFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        PostgresRunReader.List(database, companyId, filter, page, cancellationToken);

    public Task<SyncRun?> GetRun(string companyId, Guid runId, CancellationToken cancellationToken) =>
        database.Read(async session => (await PostgresRunTable.Find(session, companyId, runId).ConfigureAwait(false))?.Run, cancellationToken);

    public Task<Page<WebhookView>> ListWebhooks(string companyId, WebhookFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        PostgresEventReader.List(database, companyId, filter, page, cancellationToken);

    public Task<WebhookDetail?> GetWebhook(string companyId, Guid eventId, CancellationToken cancellationToken) =>
        PostgresEventReader.Get(database, companyId, eventId, cancellationToken);

    public Task<Page<CandidateChange>> ListCandidateChanges(string companyId, string candidateId, PageRequest page, CancellationToken cancellationToken) =>
        PostgresChangeReader.List(database, companyId, candidateId, page, cancellationToken);

    public Task<RecordNames> GetNames(string companyId, string[] jobIds, string[] candidateIds, CancellationToken cancellationToken) =>
        PostgresNames.Find(database, companyId, jobIds, candidateIds, cancellationToken);

    public async Task<ImmutableArray<FilterChoice>> GetChoices(string companyId, ChoiceColumn column, CancellationToken cancellationToken) =>
        [.. await PostgresChoices.Read(database, companyId, column, cancellationToken).ConfigureAwait(false)];

    public Task<CompanyActivity> GetActivity(string companyId, ActivityUnit unit, ImmutableArray<DateTimeOffset> starts, CancellationToken cancellationToken) =>
        PostgresActivity.Read(database, companyId, new ActivityWindow(unit, starts), cancellationToken);

    public Task<CompanyActivity> GetActivity(string companyId, ActivityUnit unit, int count, CancellationToken cancellationToken) =>
        PostgresActivity.Read(database, companyId, new ActivityWindow(unit, ActivityWindow.OfUtc(unit, count, database.Time())), cancellationToken);

    public async Task<RecordCounts> Count(string companyId, CancellationToken cancellationToken)
    {
        var counts = await database.Ask(PlanChoice.ByIndex, PostgresStatement.Of(CountAll, ("companyId", companyId)), CountMap.Counts, cancellationToken).ConfigureAwait(false);
        return counts[0];
    }

    public Task<ILookup<string, string>> FindProcesses(string companyId, IReadOnlyList<string> candidateIds, CancellationToken cancellationToken) =>
        database.Read(session => PostgresProcessReader.OfCandidates(session, companyId, candidateIds), cancellationToken);

    public Task<IReadOnlyList<string>> ListProcessIds(string companyId, string? after, int limit, CancellationToken cancellationToken) =>
        processes.Ids(companyId, after, limit, cancellationToken);
}
