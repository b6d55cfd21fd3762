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
}
