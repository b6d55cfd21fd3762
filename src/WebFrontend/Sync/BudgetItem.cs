using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>What has been spent of Jobvite's limits.</summary>
/// <param name="Windows">Each limit.</param>
/// <param name="Waiting">Requests that wait for their turn.</param>
/// <param name="BlockedUntil">Nothing is sent before this time; null when nothing stands in the way.</param>
/// <param name="BlockedBy">Which limit stands in the way.</param>
public sealed record BudgetItem(IReadOnlyList<BudgetWindowItem> Windows, int Waiting, DateTime? BlockedUntil, string? BlockedBy)
{
    internal static BudgetItem Of(BudgetUsage usage) => new(
        [.. usage.Windows.Select(w => new BudgetWindowItem(Word.Of(w.Window), w.Used, w.Limit, w.ResetsAt?.UtcDateTime, w.AvailableAt?.UtcDateTime))],
        usage.Waiting,
        usage.BlockedUntil?.UtcDateTime,
        usage.BlockedBy is { } window ? Word.Of(window) : null);
}
