using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Records;

/// <summary>
/// Recognizes, by their fingerprints, entries of one reading of a candidate list that are stored just as they come, so that they are neither parsed nor compared
/// (docs/adr/0019). For one reading at a time.
/// </summary>
internal sealed class EntryFingerprints(IRecordStore records, CompanyConnection connection)
{
    /// <summary>In a first sync nothing is stored: it asks for a page now and then only, in case that it was taken up half-way.</summary>
    private const int AskedWithoutSuccess = 2;
    private const int PagesBetween = 8;

    private int _pages;
    private int _misses;

    /// <summary>The fingerprint of an entry with this digest of its bytes, as <see cref="CandidateRow.Digest"/> keeps it: the settings say what is stored of an entry.</summary>
    public static string Of(string digest, SyncSettings settings) =>
        $"{(settings.StoreEeoData ? 'e' : '-')}{(settings.SyncDocuments ? 'd' : '-')}{ExcludedTag(settings)}{digest}";

    // Nothing for companies that exclude nothing, so that what they have stored stays recognized.
    private static string ExcludedTag(SyncSettings settings) => settings.ExcludedFields.IsEmpty ? "" : $"[{ExcludedFields.Of(settings.ExcludedFields).Tag}]";

    public async Task<IReadOnlyDictionary<string, KnownEntry>> Recognize(IReadOnlyList<EntryDigest> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0 || (_misses >= AskedWithoutSuccess && ++_pages % PagesBetween != 0))
        {
            return new Dictionary<string, KnownEntry>();
        }

        var keys = entries.Select(entry => new EntryKey(entry.ApplicationId, Of(entry.Digest, connection.Settings))).ToList();
        var stored = await records.FindKnown(connection.CompanyId, keys, cancellationToken);
        _misses = stored.Count == 0 ? _misses + 1 : 0;
        Dictionary<string, KnownEntry> found = new(stored.Count, StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            if (stored.TryGetValue(keys[i].Digest, out var entry))
            {
                found[entries[i].Digest] = new KnownEntry(entry.CandidateId, entry.ApplicationId);
            }
        }

        return found;
    }

    /// <summary>Recognized entries as the store counts them.</summary>
    public static IReadOnlyList<StoredEntry> Seen(IReadOnlyList<KnownEntry> recognized) => [.. recognized.Select(entry => new StoredEntry(entry.CandidateId, entry.ApplicationId))];
}
