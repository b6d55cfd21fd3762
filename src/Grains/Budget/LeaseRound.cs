namespace Jobvite.Grains.Budget;

/// <summary>What came of one look at the queue.</summary>
/// <param name="Served">Their requests are spent; they must be told.</param>
/// <param name="WakeAt">When somebody who still waits may be served; null when nobody waits.</param>
internal sealed record LeaseRound(IReadOnlyList<LeaseWaiter> Served, DateTimeOffset? WakeAt);
