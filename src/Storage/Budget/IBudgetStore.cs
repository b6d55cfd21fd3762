namespace Jobvite.Storage;

/// <summary>What a request budget must remember over a restart: small, opaque JSON by key.</summary>
public interface IBudgetStore
{
    Task<string?> Load(string budgetKey, CancellationToken cancellationToken);

    /// <summary>The states of several budgets by key; one that has none is left out.</summary>
    Task<IReadOnlyDictionary<string, string>> LoadMany(IReadOnlyList<string> budgetKeys, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the state that the caller knows. Two actors that take themselves for the one meter of a key, as after a network split,
    /// thereby never spend the same request twice: the later one is told.
    /// </summary>
    /// <param name="budgetKey">Whose.</param>
    /// <param name="state">The new state.</param>
    /// <param name="known">What <see cref="Load"/> returned or this caller saved last; null when there was none.</param>
    /// <param name="cancellationToken">Ends the waiting; it may have been saved all the same.</param>
    /// <returns>False when somebody else has saved since; nothing was changed.</returns>
    Task<bool> Save(string budgetKey, string state, string? known, CancellationToken cancellationToken);
}
