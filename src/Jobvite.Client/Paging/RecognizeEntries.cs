using System.Security.Cryptography;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Tells which entries of a page need not be read, by their <see cref="EntryDigest.Digest"/>.</summary>
public delegate Task<IReadOnlyDictionary<string, KnownEntry>> RecognizeEntries(IReadOnlyList<EntryDigest> entries, CancellationToken ct);

/// <summary>An entry of a candidate list that has not been read yet: enough to ask whether somebody knows it.</summary>
/// <param name="ApplicationId">The id of its application, as far as a quick look tells: a place to look, no proof.</param>
/// <param name="Digest">SHA-256 of its bytes, Base64.</param>
public sealed record EntryDigest(string ApplicationId, string Digest);

/// <summary>An entry of a candidate list that was not read, because its bytes are known.</summary>
public sealed record KnownEntry(string CandidateId, string ApplicationId);

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

/// <summary>Looks at an entry of a candidate list without reading it.</summary>
internal static class QuickLook
{
    /// <summary>Null when no application with an <c>eId</c> is seen in the usual place; such an entry is simply read.</summary>
    public static EntryDigest? At(ReadOnlySpan<byte> entry)
    {
        if (ApplicationId(entry) is not { Length: > 0 } id)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(entry, hash);
        return new EntryDigest(id, Convert.ToBase64String(hash));
    }

    private static string? ApplicationId(ReadOnlySpan<byte> entry)
    {
        var reader = new Utf8JsonReader(entry, new JsonReaderOptions { MaxDepth = PageParser.MaxDepth });
        return reader.Read() && Find(ref reader, "application"u8) && IsObject(ref reader) && Find(ref reader, "eId"u8) && reader.TokenType == JsonTokenType.String
            ? reader.GetString()?.Trim()
            : null;
    }

    /// <summary>Moves from the beginning of an object to the value of one of its fields.</summary>
    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>One application by itself, or the first of a list.</summary>
    private static bool IsObject(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject || (reader.TokenType == JsonTokenType.StartArray && reader.Read());
}
