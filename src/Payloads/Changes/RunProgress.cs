namespace Jobvite.Payloads;

/// <summary>What a run has done so far; of candidates a record is one application.</summary>
/// <param name="Fetched">Records read from Jobvite.</param>
/// <param name="Total">What Jobvite said there is; null until it said so.</param>
/// <param name="Created">New here.</param>
/// <param name="Updated">Changed.</param>
/// <param name="Unchanged">As before.</param>
/// <param name="Stale">Not stored, because a later answer about the same record had been stored before this one arrived.</param>
/// <param name="Suppressed">Not stored, because the person was erased.</param>
/// <param name="Deleted">Gone at Jobvite and marked so here.</param>
/// <param name="Failed">Could not be taken over.</param>
/// <param name="Pages">Pages read.</param>
public sealed record RunProgress(int Fetched, int? Total, int Created, int Updated, int Unchanged, int Stale, int Suppressed, int Deleted, int Failed, int Pages);
