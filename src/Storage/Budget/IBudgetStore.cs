namespace Jobvite.Storage;

/// <summary>What a request budget must remember over a restart: small, opaque JSON by key.</summary>
public interface IBudgetStore
{
    Task<string?> Load(string budgetKey, CancellationToken cancellationToken);

    Task Save(string budgetKey, string state, CancellationToken cancellationToken);
}
