namespace Jobvite.Storage;

/// <summary>What one batch came to.</summary>
/// <param name="Looked">Rows that were old enough, at most the batch's limit; fewer mean that there are no more for now.</param>
/// <param name="Removed">Those of them that are gone.</param>
/// <param name="Last">Where the next batch goes on; null when nothing was old enough.</param>
public sealed record TrimBatch(int Looked, int Removed, TrimMark? Last);
