namespace Jobvite.Client;

/// <summary>Which entries of a page are known.</summary>
internal sealed class Recognition
{
    public static readonly Recognition None = new([], new Dictionary<string, KnownEntry>());

    private readonly EntryDigest?[] _digests;
    private readonly IReadOnlyDictionary<string, KnownEntry> _known;

    private Recognition(EntryDigest?[] digests, IReadOnlyDictionary<string, KnownEntry> known) => (_digests, _known) = (digests, known);

    public static async Task<Recognition> Ask(RecognizeEntries? recognize, RawEntries entries, CancellationToken ct)
    {
        if (recognize is null || entries.Items.Count == 0)
        {
            return None;
        }

        var digests = entries.Items.Select(entry => QuickLook.At(entry.Span)).ToArray();
        return new Recognition(digests, await recognize([.. digests.OfType<EntryDigest>()], ct).ConfigureAwait(false));
    }

    public string? DigestOf(int entry) => entry < _digests.Length ? _digests[entry]?.Digest : null;

    public KnownEntry? Known(int entry) => DigestOf(entry) is { } digest ? _known.GetValueOrDefault(digest) : null;
}
