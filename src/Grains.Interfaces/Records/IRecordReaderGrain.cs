using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// Reads what is stored for a company; keyed by <see cref="CompanyKey"/>. The caller has resolved the company from its own token:
/// this grain answers whoever asks. Lists throw <see cref="InvalidCursorException"/> for a foreign cursor.
/// </summary>
[Alias("jv.IRecordReaderGrain")]
public interface IRecordReaderGrain : IGrainWithStringKey
{
    [ReadOnly, Alias("ListJobs")]
    Task<Page<JobView>> ListJobs(JobFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("GetJob")]
    Task<JobView?> GetJob(string jobId, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("ListCandidates")]
    Task<Page<CandidateView>> ListCandidates(CandidateFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("GetCandidate")]
    Task<CandidateView?> GetCandidate(string candidateId, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("ListProcesses")]
    Task<Page<ProcessView>> ListProcesses(ProcessFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("GetProcess")]
    Task<ProcessView?> GetProcess(string processId, CancellationToken cancellationToken = default);

    /// <summary>The tasks of a process, newest change first, 1,000 a page; null when there is no such process.</summary>
    /// <param name="processId">Jobvite's id of the process.</param>
    /// <param name="page">1 or more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [ReadOnly, Alias("ListTaskPage")]
    Task<Page<TaskView>?> ListTaskPage(string processId, int page, CancellationToken cancellationToken = default);

    /// <summary>The first page of <see cref="ListTaskPage"/>, for front ends of an older version.</summary>
    [ReadOnly, Alias("ListTasks")]
    Task<ImmutableArray<TaskView>?> ListTasks(string processId, CancellationToken cancellationToken = default);

    /// <summary>Jobvite's id of the record with this service's id; null when there is none.</summary>
    [ReadOnly, Alias("FindJobviteId")]
    Task<string?> FindJobviteId(RecordKind kind, Guid id, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("ListRuns")]
    Task<Page<SyncRun>> ListRuns(RunFilter filter, PageRequest page, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("GetRun")]
    Task<SyncRun?> GetRun(Guid runId, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("ListWebhooks")]
    Task<Page<WebhookView>> ListWebhooks(WebhookFilter filter, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>What failed and dead events suffer from, and how long the others took that came since a time.</summary>
    [ReadOnly, Alias("GetWebhookDigest")]
    Task<WebhookDigest> GetWebhookDigest(DateTimeOffset since, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("GetWebhook")]
    Task<WebhookDetail?> GetWebhook(Guid eventId, CancellationToken cancellationToken = default);

    /// <summary>What was seen to change of a candidate and its applications, newest first, for front ends of an older version.</summary>
    [ReadOnly, Alias("GetCandidateHistory")]
    Task<Page<CandidateChange>> GetCandidateHistory(string candidateId, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>What happened to a candidate, newest first, and how new it is here; of what is stored, Jobvite is not asked.</summary>
    /// <param name="candidateId">Jobvite's id.</param>
    /// <param name="before">Events behind this place; null begins with the newest.</param>
    /// <param name="limit">1 to <see cref="CandidateStory.MaxEvents"/>; what is outside is cut.</param>
    /// <param name="tenantId">Acts of this tenant's callers only, as in <see cref="IAuditGrain.List"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [ReadOnly, Alias("GetCandidateStory")]
    Task<CandidateStory> GetCandidateStory(string candidateId, StoryPlace? before, int limit, string tenantId, CancellationToken cancellationToken = default);

    /// <summary>What jobs and candidates are called, the deleted ones too; at most <see cref="RecordNames.MaxIds"/> of either are looked up.</summary>
    [ReadOnly, Alias("GetNames")]
    Task<RecordNames> GetNames(ImmutableArray<string> jobIds, ImmutableArray<string> candidateIds, CancellationToken cancellationToken = default);

    /// <summary>How the company stands, of what is stored; Jobvite is not asked. Disconnected when it is not connected.</summary>
    [ReadOnly, Alias("GetHealth")]
    Task<HealthReport> GetHealth(CancellationToken cancellationToken = default);

    /// <summary>What was wrong in the last 90 days, and of which times that is not known.</summary>
    [ReadOnly, Alias("GetHealthPast")]
    Task<HealthPast> GetHealthPast(CancellationToken cancellationToken = default);

    /// <summary>The values that records have in a column, the most frequent first, at most 1,000: what a filter offers.</summary>
    [ReadOnly, Alias("GetChoices")]
    Task<ImmutableArray<FilterChoice>> GetChoices(ChoiceColumn column, CancellationToken cancellationToken = default);

    /// <summary>What happened in hours or days of the reader's time zone.</summary>
    /// <param name="unit">Length of one column.</param>
    /// <param name="starts">When each column begins, ascending; the last one is running. At most <see cref="CompanyActivity.MaxCounts"/> are taken.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [ReadOnly, Alias("GetActivitySince")]
    Task<CompanyActivity> GetActivitySince(ActivityUnit unit, ImmutableArray<DateTimeOffset> starts, CancellationToken cancellationToken = default);

    /// <summary>What happened in the last hours or days of UTC, for front ends of an older version.</summary>
    /// <param name="unit">Length of one column.</param>
    /// <param name="count">How many, the running one included: 1–<see cref="CompanyActivity.MaxCounts"/>; what is outside is cut.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [ReadOnly, Alias("GetActivity")]
    Task<CompanyActivity> GetActivity(ActivityUnit unit, int count, CancellationToken cancellationToken = default);
}

/// <summary>Records that have a page of their own.</summary>
[GenerateSerializer, Alias("jv.RecordKind")]
public enum RecordKind
{
    Job = 1,
    Candidate = 2,
    Process = 3,
}

/// <summary>What records are called that others refer to by id; those that are unknown or have no name are left out.</summary>
/// <param name="Jobs">Jobvite's id of a job → its title.</param>
/// <param name="Candidates">Jobvite's id of a candidate → first and last name.</param>
[GenerateSerializer, Alias("jv.RecordNames"), Immutable]
public sealed record RecordNames(
    [property: Id(0)] ImmutableDictionary<string, string> Jobs,
    [property: Id(1)] ImmutableDictionary<string, string> Candidates)
{
    /// <summary>The most ids of either sort that one call looks up.</summary>
    public const int MaxIds = 500;
}
