namespace Jobvite.WebFrontend;

/// <summary>One of Jobvite's limits.</summary>
/// <param name="Window">minute, hour, candidateDay, requisitionDay or throttled.</param>
/// <param name="Used">Requests sent.</param>
/// <param name="Limit">Requests allowed.</param>
/// <param name="ResetsAt">When counting begins anew.</param>
/// <param name="AvailableAt">When the next request may be sent as far as this limit goes; null when it may be now.</param>
public sealed record BudgetWindowItem(string Window, int Used, int Limit, DateTime? ResetsAt, DateTime? AvailableAt = null);
