namespace Jobvite.Storage;

/// <summary>
/// Removes what has grown old, in batches so small that nobody who writes at the same time feels them. Whatever is still needed stays,
/// however old: events that wait, runs under way, and of each company and kind the run that ended last and the complete ones that the
/// next run starts from (<see cref="KindHistory"/>).
/// </summary>
public interface IHistoryTrimmer
{
    /// <summary>
    /// Removes one batch, oldest first. A row that somebody is changing is passed over. A batch costs the same whatever the table holds,
    /// as long as each goes on where the last one ended.
    /// </summary>
    /// <param name="history">What.</param>
    /// <param name="before">Younger rows stay.</param>
    /// <param name="after">Where the last batch ended; null to begin with the oldest.</param>
    /// <param name="limit">How many rows to look at, at least 1.</param>
    /// <param name="cancellationToken">Ends the waiting; a batch is removed as a whole or not at all.</param>
    /// <returns>Null when another process is at it: nothing was done.</returns>
    /// <exception cref="StorageUnavailableException">Nothing was removed.</exception>
    Task<TrimBatch?> Trim(History history, DateTimeOffset before, TrimMark? after, int limit, CancellationToken cancellationToken);
}

/// <summary>What one batch came to.</summary>
/// <param name="Looked">Rows that were old enough, at most the batch's limit; fewer mean that there are no more for now.</param>
/// <param name="Removed">Those of them that are gone.</param>
/// <param name="Last">Where the next batch goes on; null when nothing was old enough.</param>
public sealed record TrimBatch(int Looked, int Removed, TrimMark? Last);

/// <summary>How far a trim has come: nothing up to here is looked at again, whether it was removed or spared.</summary>
/// <param name="At">The age of the last row that was looked at, as <see cref="History"/> defines it.</param>
/// <param name="Id">Its id, for rows of the same moment.</param>
public sealed record TrimMark(DateTimeOffset At, Guid Id);

/// <summary>What is kept for a while and then removed. Records are not among it: they go with their company only.</summary>
public enum History
{
    /// <summary>Events that are processed or were rejected at the door; their age counts from that moment.</summary>
    SettledEvents = 1,

    /// <summary>Events that failed permanently; their age counts from their arrival.</summary>
    DeadEvents = 2,

    /// <summary>Ended runs with what they had seen; their age counts from their end.</summary>
    EndedRuns = 3,

    /// <summary>The audit trail.</summary>
    AuditEntries = 4,

    /// <summary>What was seen to change: items of the feed and the history of candidates; the age counts from then.</summary>
    CandidateChanges = 5,

    /// <summary>Request budgets that nobody drew on: by then all of their windows are over.</summary>
    IdleBudgets = 6,

    /// <summary>Deliveries to endpoints that came to their end; their age counts from then.</summary>
    Deliveries = 7,

    /// <summary>Attempts at deliveries.</summary>
    DeliveryAttempts = 8,

    /// <summary>What was delivered at the first attempt.</summary>
    DeliverySpans = 9,
}
