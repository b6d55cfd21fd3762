namespace Jobvite.Grains.Sync;

/// <summary>What a refresh could not do; everything else of the batch is stored and its events are processed.</summary>
/// <param name="Failed">Record id → why, for a person.</param>
internal sealed record RefreshResult(IReadOnlyDictionary<string, string> Failed);
