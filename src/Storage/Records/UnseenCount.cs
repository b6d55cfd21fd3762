namespace Jobvite.Storage;

/// <summary>How much a full run would delete.</summary>
/// <param name="Live">Records that were there before the run.</param>
/// <param name="Unseen">Of those, the ones that the run did not see.</param>
public readonly record struct UnseenCount(int Live, int Unseen);
