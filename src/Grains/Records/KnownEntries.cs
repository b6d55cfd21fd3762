using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Records;

/// <summary>
/// Recognizes entries of one reading of a candidate list that are stored just as they come, so that they are neither parsed nor compared
/// (docs/adr/0019). For one reading at a time.
/// </summary>
internal sealed class KnownEntries(IRecordStore records, CompanyConnection connection)
{
    /// <summary>A first sync knows nothing: it asks for a page now and then only, in case that it was taken up half-way.</summary>
    private const int AskedWithoutSuccess = 2;
    private const int PagesBetween = 8;

    private int _passed;
    private int _vain;

    /// <summary>What <see cref="CandidateRow.Digest"/> is to be for an entry with this digest of its bytes: the settings say what is kept of them.</summary>
    public static string Sign(string digest, SyncSettings settings) =>
        $"{(settings.StoreEeoData ? 'e' : '-')}{(settings.SyncDocuments ? 'd' : '-')}{digest}";

    public async Task<IReadOnlyDictionary<string, KnownEntry>> Recognize(IReadOnlyList<EntryDigest> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0 || (_vain >= AskedWithoutSuccess && ++_passed % PagesBetween != 0))
        {
            return new Dictionary<string, KnownEntry>();
        }

        var signed = entries.Select(entry => new EntryKey(entry.ApplicationId, Sign(entry.Digest, connection.Settings))).ToList();
        var known = await records.FindKnown(connection.CompanyId, signed, cancellationToken);
        _vain = known.Count == 0 ? _vain + 1 : 0;
        Dictionary<string, KnownEntry> found = new(known.Count, StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            if (known.TryGetValue(signed[i].Digest, out var stored))
            {
                found[entries[i].Digest] = new KnownEntry(stored.CandidateId, stored.ApplicationId);
            }
        }

        return found;
    }

    /// <summary>As they are to be counted.</summary>
    public static IReadOnlyList<StoredEntry> Seen(IReadOnlyList<KnownEntry> known) => [.. known.Select(entry => new StoredEntry(entry.CandidateId, entry.ApplicationId))];
}
