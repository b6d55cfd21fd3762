using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// Reads the records, runs and events of one company. Lists are newest change first unless sorted otherwise, and bounded by the page;
/// "equal" and "part of" are without regard to case, searches also without regard to accents.
/// </summary>
public interface IRecordReader
{
    Task<Page<JobView>> ListJobs(string companyId, JobFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken);

    Task<JobView?> GetJob(string companyId, string jobId, CancellationToken cancellationToken);

    Task<Page<CandidateView>> ListCandidates(string companyId, CandidateFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken);

    Task<CandidateView?> GetCandidate(string companyId, string candidateId, CancellationToken cancellationToken);

    Task<Page<ProcessView>> ListProcesses(string companyId, ProcessFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken);

    Task<ProcessView?> GetProcess(string companyId, string processId, CancellationToken cancellationToken);

    Task<Page<TaskView>?> ListTasks(string companyId, string processId, int page, CancellationToken cancellationToken);

    /// <inheritdoc cref="IRecordReaderGrain.FindJobviteId"/>
    Task<string?> FindJobviteId(string companyId, RecordKind kind, Guid id, CancellationToken cancellationToken);

    Task<Page<SyncRun>> ListRuns(string companyId, RunFilter filter, PageRequest page, CancellationToken cancellationToken);

    Task<SyncRun?> GetRun(string companyId, Guid runId, CancellationToken cancellationToken);

    Task<Page<WebhookView>> ListWebhooks(string companyId, WebhookFilter filter, PageRequest page, CancellationToken cancellationToken);

    Task<WebhookDetail?> GetWebhook(string companyId, Guid eventId, CancellationToken cancellationToken);

    /// <summary>Changes seen of a candidate and its applications; the candidate may be unknown, then there are none.</summary>
    Task<Page<CandidateChange>> ListCandidateChanges(string companyId, string candidateId, PageRequest page, CancellationToken cancellationToken);

    /// <summary>What jobs and candidates are called, the deleted ones too.</summary>
    Task<RecordNames> GetNames(string companyId, string[] jobIds, string[] candidateIds, CancellationToken cancellationToken);

    /// <inheritdoc cref="IRecordReaderGrain.GetChoices"/>
    Task<ImmutableArray<FilterChoice>> GetChoices(string companyId, ChoiceColumn column, CancellationToken cancellationToken);

    /// <summary>What happened in columns that begin at <paramref name="starts"/>.</summary>
    Task<CompanyActivity> GetActivity(string companyId, ActivityUnit unit, ImmutableArray<DateTimeOffset> starts, CancellationToken cancellationToken);

    /// <summary>What happened in the last <paramref name="count"/> hours or days of UTC (cut to 1–90), the running one included.</summary>
    Task<CompanyActivity> GetActivity(string companyId, ActivityUnit unit, int count, CancellationToken cancellationToken);

    Task<RecordCounts> Count(string companyId, CancellationToken cancellationToken);

    /// <summary>Candidate → its onboarding processes, those marked as deleted too: Jobvite may have them again.</summary>
    Task<ILookup<string, string>> FindProcesses(string companyId, IReadOnlyList<string> candidateIds, CancellationToken cancellationToken);

    /// <summary>Ids of live processes, at most <paramref name="limit"/>, in ascending order after <paramref name="after"/>: what tasks are read for.</summary>
    Task<IReadOnlyList<string>> ListProcessIds(string companyId, string? after, int limit, CancellationToken cancellationToken);
}
