using Jobvite.Grains.Budget;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>What a refresh could not do; everything else of the batch is stored and its events are processed.</summary>
/// <param name="Failed">Events → why their record could not be read, for a person.</param>
/// <param name="Exhausted">Why those that are in nothing of this were not read; null when all were.</param>
internal sealed record RefreshResult(IReadOnlyDictionary<DueEvents, string> Failed, BudgetExhaustedException? Exhausted = null)
{
    /// <summary>Events → why there is nothing to read for them.</summary>
    public IReadOnlyDictionary<DueEvents, string> Pointless { get; init; } = new Dictionary<DueEvents, string>();

    /// <summary>For the log.</summary>
    public IReadOnlyList<Exception> Unexpected { get; init; } = [];
}
