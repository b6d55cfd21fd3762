using Jobvite.Storage;

namespace Jobvite.Grains.Budget;

/// <summary>Takes along what a company has spent when its budget gets another key.</summary>
internal sealed class BudgetMove(IBudgetStore store)
{
    private const int Attempts = 5;

    /// <summary>
    /// Adds what is on record under <paramref name="former"/> to what is under <paramref name="key"/>. Interrupted and repeated it counts too much rather
    /// than too little, until the windows have passed. What is left under the former key is removed when it is two days old.
    /// </summary>
    public async Task Add(string former, string key, CancellationToken cancellationToken)
    {
        if (await store.Load(former, cancellationToken) is not { } text || BudgetState.TryRead(text) is not { } spent)
        {
            return;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var record = await store.Load(key, cancellationToken);
            var sum = record is null ? spent : BudgetState.TryRead(record)?.Plus(spent);
            if (sum is null || await store.Save(key, sum.ToJson(), record, cancellationToken))
            {
                return;
            }
        }
    }
}
