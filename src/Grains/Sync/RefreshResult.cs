using Jobvite.Grains.Budget;

namespace Jobvite.Grains.Sync;

/// <summary>What a refresh could not do; everything else of the batch is stored and its events are processed.</summary>
/// <param name="Failed">Record id → why, for a person.</param>
/// <param name="Exhausted">Why those that are neither stored nor failed were not read; null when all were.</param>
internal sealed record RefreshResult(IReadOnlyDictionary<string, string> Failed, BudgetExhaustedException? Exhausted = null);
