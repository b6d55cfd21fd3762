using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IRecordReader"/>
internal sealed class SqliteRecordReader(SqliteDatabase database, ProcessLists<SqliteSession> processes) : IRecordReader
{
    private static readonly string CountAll = CountMap.Statement("status IN (1, 2, 4)");

    public Task<Page<JobView>> ListJobs(string companyId, JobFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken) =>
        database.Read(session => SqliteJobReader.List(session, companyId, filter, page, includeRaw), cancellationToken);

    public Task<JobView?> GetJob(string companyId, string jobId, CancellationToken cancellationToken) =>
        database.Read(session => SqliteJobReader.Get(session, companyId, jobId), cancellationToken);

    public Task<Page<CandidateView>> ListCandidates(string companyId, CandidateFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken) =>
        database.Read(session => SqliteCandidateReader.List(session, companyId, filter, page, includeRaw), cancellationToken);

    public Task<CandidateView?> GetCandidate(string companyId, string candidateId, CancellationToken cancellationToken) =>
        database.Read(session => SqliteCandidateReader.Get(session, companyId, candidateId), cancellationToken);

    public Task<Page<ProcessView>> ListProcesses(string companyId, ProcessFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken) =>
        database.Read(session => SqliteProcessReader.List(session, companyId, filter, page, includeRaw), cancellationToken);

    public Task<ProcessView?> GetProcess(string companyId, string processId, CancellationToken cancellationToken) =>
        database.Read(session => SqliteProcessReader.Get(session, companyId, processId), cancellationToken);

    public Task<Page<TaskView>?> ListTasks(string companyId, string processId, int page, CancellationToken cancellationToken) =>
        processes.Tasks(companyId, processId, page, cancellationToken);

    public Task<string?> FindJobviteId(string companyId, RecordKind kind, Guid id, CancellationToken cancellationToken) =>
        database.Read(session => session.Scalar<string>(RecordIds.Find(kind), new { companyId, id = id.ToColumn() }), cancellationToken);

    public Task<Page<SyncRun>> ListRuns(string companyId, RunFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.Read(session => SqliteRunReader.List(session, companyId, filter, page), cancellationToken);

    public Task<SyncRun?> GetRun(string companyId, Guid runId, CancellationToken cancellationToken) =>
        database.Read(session => SqliteRunTable.Find(session, companyId, runId)?.Run, cancellationToken);

    public Task<Page<WebhookView>> ListWebhooks(string companyId, WebhookFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.Read(session => SqliteEventReader.List(session, companyId, filter, page), cancellationToken);

    public Task<WebhookDetail?> GetWebhook(string companyId, Guid eventId, CancellationToken cancellationToken) =>
        database.Read(session => SqliteEventReader.Get(session, companyId, eventId), cancellationToken);

    public Task<Page<CandidateChange>> ListCandidateChanges(string companyId, string candidateId, PageRequest page, CancellationToken cancellationToken) =>
        database.Read(session => SqliteChangeReader.List(session, companyId, candidateId, page), cancellationToken);

    public Task<RecordNames> GetNames(string companyId, string[] jobIds, string[] candidateIds, CancellationToken cancellationToken) =>
        database.Read(session => SqliteNames.Find(session, companyId, jobIds, candidateIds), cancellationToken);

    public Task<ImmutableArray<FilterChoice>> GetChoices(string companyId, ChoiceColumn column, CancellationToken cancellationToken) =>
        database.Read(session => SqliteChoices.Read(session, companyId, column).ToImmutableArray(), cancellationToken);

    public Task<CompanyActivity> GetActivity(string companyId, ActivityUnit unit, ImmutableArray<DateTimeOffset> starts, CancellationToken cancellationToken) =>
        database.Read(session => SqliteActivity.Read(session, companyId, new ActivityWindow(unit, starts)), cancellationToken);

    public Task<CompanyActivity> GetActivity(string companyId, ActivityUnit unit, int count, CancellationToken cancellationToken) =>
        database.Read(session => SqliteActivity.Read(session, companyId, new ActivityWindow(unit, ActivityWindow.OfUtc(unit, count, session.Now))), cancellationToken);

    public Task<RecordCounts> Count(string companyId, CancellationToken cancellationToken) =>
        database.Read(session => session.Query(CountAll, new { companyId }, CountMap.Counts)[0], cancellationToken);

    public Task<ILookup<string, string>> FindProcesses(string companyId, IReadOnlyList<string> candidateIds, CancellationToken cancellationToken) =>
        database.Read(session => SqliteProcessReader.OfCandidates(session, companyId, candidateIds), cancellationToken);

    public Task<IReadOnlyList<string>> ListProcessIds(string companyId, string? after, int limit, CancellationToken cancellationToken) =>
        processes.Ids(companyId, after, limit, cancellationToken);
}
