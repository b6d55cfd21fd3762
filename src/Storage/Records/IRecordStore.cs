namespace Jobvite.Storage;

/// <summary>
/// Writes the records of a company. Every write is one transaction and set-based; rows whose content did not change are not touched.
/// A row is stale, and skipped (counted unchanged), when its <see cref="IRecordRow.SourceUpdatedAt"/> is older than the stored one, or,
/// where that does not decide (either is null, or they are equal), when it was read from Jobvite before the stored one was.
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
    /// application changed, unchanged otherwise. The same person may come in several entries of one page.
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
    /// Marks deleted what is live, was created before the run started and was not seen by it, and adds the number of entries (as of
    /// <see cref="UnseenCount"/>) to the run's progress. Returns null, and changes nothing, when the run is no longer the caller's. Idempotent.
    /// </summary>
    Task<int?> DeleteUnseen(RunRef run, CancellationToken cancellationToken);

    /// <summary>The same of no more than what was last read before <see cref="NewRun.SourceSince"/>.</summary>
    Task<int?> DeleteFormer(RunRef run, CancellationToken cancellationToken);
}
