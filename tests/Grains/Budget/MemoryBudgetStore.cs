using System.Collections.Concurrent;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Budget;

/// <summary>A budget store in memory that can be made to fail, or to wait, by key.</summary>
internal sealed class MemoryBudgetStore : IBudgetStore
{
    private readonly ConcurrentDictionary<string, string> _states = new();
    private readonly ConcurrentDictionary<string, int> _saves = new();

    public ConcurrentDictionary<string, bool> Failing { get; } = new();

    public ConcurrentDictionary<string, TaskCompletionSource> HeldUp { get; } = new();

    /// <summary>Awaited by whoever reads the state of a key.</summary>
    public ConcurrentDictionary<string, Func<Task>> WhileLoading { get; } = new();

    public async Task<string?> Load(string budgetKey, CancellationToken cancellationToken)
    {
        if (WhileLoading.TryGetValue(budgetKey, out var meanwhile))
        {
            await meanwhile();
        }

        return _states.TryGetValue(budgetKey, out var state) ? state : null;
    }

    public Task<IReadOnlyDictionary<string, string>> LoadMany(IReadOnlyList<string> budgetKeys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(_states.Where(one => budgetKeys.Contains(one.Key)).ToDictionary(one => one.Key, one => one.Value));

    public async Task<bool> Save(string budgetKey, string state, string? known, CancellationToken cancellationToken)
    {
        _saves.AddOrUpdate(budgetKey, 1, (_, count) => count + 1);
        if (HeldUp.TryGetValue(budgetKey, out var holdUp))
        {
            await holdUp.Task.WaitAsync(cancellationToken);
        }

        if (Failing.ContainsKey(budgetKey))
        {
            throw new StorageUnavailableException("The disk is full: make room in the data directory.");
        }

        return known is null ? _states.TryAdd(budgetKey, state) : _states.TryUpdate(budgetKey, state, known);
    }

    public void Put(string budgetKey, string state) => _states[budgetKey] = state;

    public string? StateOf(string budgetKey) => _states.GetValueOrDefault(budgetKey);

    public int SavesOf(string budgetKey) => _saves.GetValueOrDefault(budgetKey);
}
