using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// Writes the records of a company. Every write is one transaction and set-based; rows whose content did not change are not touched.
/// What was asked for later is what Jobvite says now (docs/adr/0021): a record is stale, skipped and counted so, when the stored one was asked
/// for later. <see cref="IRecordRow.SourceUpdatedAt"/> decides only between two entries of the same answer that differ.
/// A stored record that is marked deleted and comes again is alive again (counted updated).
/// </summary>
public interface IRecordStore
{
    /// <summary>Stores a page of a run and moves the run's cursor, both or neither.</summary>
    /// <exception cref="StorageUnavailableException">The database does not take writes just now.</exception>
    Task<PageResult> SavePage(RunPage page, IReadOnlyList<JobRow> jobs, IRecordMerge merge, CancellationToken cancellationToken);

    /// <inheritdoc cref="SavePage(RunPage, IReadOnlyList{JobRow}, IRecordMerge, CancellationToken)"/>
    /// <remarks>
    /// One outcome per entry, not per person: created when its application is new (or, without one, the person), updated when person or
    /// application changed, stale when its application (or, without one, the person) was, unchanged otherwise. The same person may come in several entries of one page.
    /// </remarks>
    Task<PageResult> SavePage(RunPage page, IReadOnlyList<CandidateRow> candidates, IRecordMerge merge, CancellationToken cancellationToken);

    /// <inheritdoc cref="SavePage(RunPage, IReadOnlyList{JobRow}, IRecordMerge, CancellationToken)"/>
    Task<PageResult> SavePage(RunPage page, IReadOnlyList<ProcessRow> processes, IRecordMerge merge, CancellationToken cancellationToken);

    /// <inheritdoc cref="SavePage(RunPage, IReadOnlyList{JobRow}, IRecordMerge, CancellationToken)"/>
    Task<PageResult> SavePage(RunPage page, IReadOnlyList<TaskRow> tasks, IRecordMerge merge, CancellationToken cancellationToken);

    /// <summary>
    /// Those of the entries that are stored and alive just as they are, by their digest: to store one of them again would change nothing.
    /// At most a page of entries.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database does not answer just now.</exception>
    Task<IReadOnlyDictionary<string, StoredEntry>> FindKnown(string companyId, IReadOnlyList<EntryKey> entries, CancellationToken cancellationToken);

    /// <summary>Stores re-read records and marks the events that asked for them processed, both or neither.</summary>
    /// <exception cref="StorageUnavailableException">The database does not take writes just now.</exception>
    Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<JobRow> jobs, IRecordMerge merge, CancellationToken cancellationToken);

    /// <inheritdoc cref="SaveRefresh(RefreshWrite, IReadOnlyList{JobRow}, IRecordMerge, CancellationToken)"/>
    Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<CandidateRow> candidates, IRecordMerge merge, CancellationToken cancellationToken);

    /// <inheritdoc cref="SaveRefresh(RefreshWrite, IReadOnlyList{JobRow}, IRecordMerge, CancellationToken)"/>
    Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<ProcessRow> processes, IReadOnlyList<TaskRow> tasks, IRecordMerge merge, CancellationToken cancellationToken);

    /// <summary>Of the run's kind: how many live entries there are, and how many of them this run has not seen.</summary>
    Task<UnseenCount> CountUnseen(RunRef run, CancellationToken cancellationToken);

    /// <summary>
    /// Of the jobs that <see cref="DeleteUnseen"/> would mark as deleted at the end of a run of jobs, the first ones behind
    /// <paramref name="after"/>, in the order of their ids.
    /// </summary>
    Task<IReadOnlyList<string>> ListUnseenJobs(RunRef run, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Marks deleted what is live, was created before the run started and was not seen by it, and adds the number of entries (as of
    /// <see cref="UnseenCount"/>) to the run's progress. Returns null, and changes nothing, when the run is no longer the caller's. Idempotent.
    /// </summary>
    Task<int?> DeleteUnseen(RunRef run, CancellationToken cancellationToken);

    /// <summary>The same of no more than what was last read before <see cref="NewRun.SourceSince"/>.</summary>
    Task<int?> DeleteFormer(RunRef run, CancellationToken cancellationToken);

    /// <summary>
    /// Marks as deleted what an ended run missed and withheld, but not what was read or seen since by whomever. The run's kind has nothing
    /// withheld then. Changes nothing unless the outcome is <see cref="ApprovalOutcome.Approved"/>.
    /// </summary>
    Task<DeletionApproval> ApproveDeletion(string companyId, Guid runId, CancellationToken cancellationToken);
}

/// <summary>The frame of a refresh.</summary>
public sealed record RefreshWrite
{
    public required string CompanyId { get; init; }

    /// <summary>When the request to Jobvite was sent.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Entries that <see cref="IRecordStore.FindKnown"/> recognized. A run under way must not mark them as deleted.</summary>
    public IReadOnlyList<StoredEntry> Known { get; init; } = [];

    /// <inheritdoc cref="RunPage.SourceSince"/>
    public DateTimeOffset? SourceSince { get; init; }

    /// <summary>Events that this refresh answers.</summary>
    public IReadOnlyList<Guid> ProcessedEvents { get; init; } = [];

    /// <summary>Somebody asked for it.</summary>
    public bool ByPerson { get; init; }

    /// <summary>Record → one of the events that named it.</summary>
    public IReadOnlyDictionary<string, Guid> EventOf { get; init; } = new Dictionary<string, Guid>();

    /// <summary>Shown beside these events; null when all is well, or such as "Jobvite has no such record".</summary>
    public string? Note { get; init; }
}

/// <summary>How much a full run would delete, in entries: an application, a person without one, a job, a process, a task.</summary>
/// <param name="Live">Entries that were there before the run.</param>
/// <param name="Unseen">Of those, the ones that the run did not see.</param>
/// <param name="Former">Of the unseen, those that came from another source than the run reads (<see cref="NewRun.SourceSince"/>).</param>
public readonly record struct UnseenCount(int Live, int Unseen, int Former = 0)
{
    /// <summary>Without what came from another source.</summary>
    public UnseenCount Own => new(Live - Former, Unseen - Former);
}

/// <summary>What a write did, record by record.</summary>
/// <param name="Created">New here.</param>
/// <param name="Updated">Changed, or marked deleted before and alive again.</param>
/// <param name="Unchanged">As before.</param>
/// <param name="Stale">Not stored, because what is stored was asked for later.</param>
/// <param name="Suppressed">Not stored, because the person was erased.</param>
public readonly record struct UpsertCounts(int Created, int Updated, int Unchanged, int Stale = 0, int Suppressed = 0)
{
    public static UpsertCounts operator +(UpsertCounts one, UpsertCounts other) => new(
        one.Created + other.Created, one.Updated + other.Updated, one.Unchanged + other.Unchanged, one.Stale + other.Stale,
        one.Suppressed + other.Suppressed);
}

/// <summary>
/// Lays an incoming record over the stored one: a field that the answer does not carry keeps its stored value, a field that is there
/// and null clears it. Called only when the stored answer differs from the incoming one. Pure; called inside a transaction.
/// </summary>
public interface IRecordMerge
{
    JobRow Merge(string storedRawJson, JobRow incoming);

    /// <summary>Merges the person; applications and documents stay as they came.</summary>
    CandidateRow Merge(string storedRawJson, CandidateRow incoming);

    ApplicationRow Merge(string storedRawJson, ApplicationRow incoming);

    ProcessRow Merge(string storedRawJson, ProcessRow incoming);

    TaskRow Merge(string storedRawJson, TaskRow incoming);
}
