namespace Jobvite.Client;

/// <summary>Tells which entries of a page need not be read, by their <see cref="EntryDigest.Digest"/>.</summary>
public delegate Task<IReadOnlyDictionary<string, KnownEntry>> RecognizeEntries(IReadOnlyList<EntryDigest> entries, CancellationToken ct);
