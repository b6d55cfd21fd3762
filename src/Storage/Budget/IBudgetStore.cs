namespace Jobvite.Storage;

/// <summary>What a request budget must remember over a restart: small, opaque JSON by key.</summary>
public interface IBudgetStore
{
    Task<string?> Load(string budgetKey, CancellationToken cancellationToken);

    /// <summary>The states of several budgets by key; one that has none is left out.</summary>
    Task<IReadOnlyDictionary<string, string>> LoadMany(IReadOnlyList<string> budgetKeys, CancellationToken cancellationToken);

    Task Save(string budgetKey, string state, CancellationToken cancellationToken);
}
