using System.Collections.Immutable;
using Jobvite.Grains.Candidates;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Orleans.Concurrency;

namespace Jobvite.Grains.Records;

/// <summary>Reads a company's rows. Keeps nothing, so that every silo may have several at once.</summary>
[StatelessWorker]
internal sealed class RecordReaderGrain(IRecordReader reader, CandidateStories stories, HealthReader health, IEventLog events) : Grain, IRecordReaderGrain
{
    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    public Task<Page<JobView>> ListJobs(JobFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken = default) =>
        reader.ListJobs(CompanyId, filter, page, includeRaw, cancellationToken);

    public Task<JobView?> GetJob(string jobId, CancellationToken cancellationToken = default) =>
        reader.GetJob(CompanyId, jobId, cancellationToken);

    public Task<Page<CandidateView>> ListCandidates(
        CandidateFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken = default) =>
        reader.ListCandidates(CompanyId, filter, page, includeRaw, cancellationToken);

    public Task<CandidateView?> GetCandidate(string candidateId, CancellationToken cancellationToken = default) =>
        reader.GetCandidate(CompanyId, candidateId, cancellationToken);

    public Task<Page<ProcessView>> ListProcesses(
        ProcessFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken = default) =>
        reader.ListProcesses(CompanyId, filter, page, includeRaw, cancellationToken);

    public Task<ProcessView?> GetProcess(string processId, CancellationToken cancellationToken = default) =>
        reader.GetProcess(CompanyId, processId, cancellationToken);

    public Task<Page<TaskView>?> ListTaskPage(string processId, int page, CancellationToken cancellationToken = default) =>
        reader.ListTasks(CompanyId, processId, page, cancellationToken);

    public async Task<ImmutableArray<TaskView>?> ListTasks(string processId, CancellationToken cancellationToken = default) =>
        (await ListTaskPage(processId, page: 1, cancellationToken))?.Items;

    public Task<string?> FindJobviteId(RecordKind kind, Guid id, CancellationToken cancellationToken = default) =>
        reader.FindJobviteId(CompanyId, kind, id, cancellationToken);

    public Task<Page<SyncRun>> ListRuns(RunFilter filter, PageRequest page, CancellationToken cancellationToken = default) =>
        reader.ListRuns(CompanyId, filter, page, cancellationToken);

    public Task<SyncRun?> GetRun(Guid runId, CancellationToken cancellationToken = default) =>
        reader.GetRun(CompanyId, runId, cancellationToken);

    public Task<Page<WebhookView>> ListWebhooks(WebhookFilter filter, PageRequest page, CancellationToken cancellationToken = default) =>
        reader.ListWebhooks(CompanyId, filter, page, cancellationToken);

    public Task<WebhookDigest> GetWebhookDigest(DateTimeOffset since, CancellationToken cancellationToken = default) =>
        events.Digest(CompanyId, since, cancellationToken);

    public Task<WebhookDetail?> GetWebhook(Guid eventId, CancellationToken cancellationToken = default) =>
        reader.GetWebhook(CompanyId, eventId, cancellationToken);

    public Task<Page<CandidateChange>> GetCandidateHistory(string candidateId, PageRequest page, CancellationToken cancellationToken = default) =>
        reader.ListCandidateChanges(CompanyId, candidateId, page, cancellationToken);

    public Task<CandidateStory> GetCandidateStory(string candidateId, StoryPlace? before, int limit, string tenantId, CancellationToken cancellationToken = default) =>
        stories.Read(CompanyId, candidateId, before, limit, tenantId, cancellationToken);

    public Task<RecordNames> GetNames(ImmutableArray<string> jobIds, ImmutableArray<string> candidateIds, CancellationToken cancellationToken = default) =>
        reader.GetNames(
            CompanyId,
            [.. jobIds.Distinct(StringComparer.Ordinal).Take(RecordNames.MaxIds)],
            [.. candidateIds.Distinct(StringComparer.Ordinal).Take(RecordNames.MaxIds)],
            cancellationToken);

    public Task<HealthReport> GetHealth(CancellationToken cancellationToken = default) => health.Read(CompanyId, cancellationToken);

    public Task<HealthPast> GetHealthPast(CancellationToken cancellationToken = default) => health.ReadPast(CompanyId, cancellationToken);

    public Task<ImmutableArray<FilterChoice>> GetChoices(ChoiceColumn column, CancellationToken cancellationToken = default) =>
        reader.GetChoices(CompanyId, column, cancellationToken);

    public Task<CompanyActivity> GetActivitySince(ActivityUnit unit, ImmutableArray<DateTimeOffset> starts, CancellationToken cancellationToken = default) =>
        reader.GetActivity(CompanyId, unit, starts, cancellationToken);

    public Task<CompanyActivity> GetActivity(ActivityUnit unit, int count, CancellationToken cancellationToken = default) =>
        reader.GetActivity(CompanyId, unit, count, cancellationToken);
}
