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
