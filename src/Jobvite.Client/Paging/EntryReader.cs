using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Reads the entries of a page one after another.</summary>
internal sealed class EntryReader<T>(RecordShape<T> shape, bool keepEeoData, ExcludedFields excluded)
{
    private readonly List<string> _problems = [];
    private readonly List<T> _records = [];
    private readonly List<MalformedRecord> _malformed = [];
    private readonly List<KnownEntry> _known = [];
    private readonly List<ulong> _keys = [];
    private readonly List<int> _recordAt = [];
    private readonly List<int> _knownAt = [];

    public RawPage<T> ToPage(int? total) => new(_records, _malformed, _keys.Count, _keys, total) { Known = _known, RecordAt = _recordAt, KnownAt = _knownAt };

    /// <param name="json">The entry.</param>
    /// <param name="digest">Of its bytes; null when nobody asked.</param>
    /// <param name="known">What it is, if it need not be read.</param>
    public void Add(ReadOnlyMemory<byte> json, string? digest, KnownEntry? known)
    {
        if (known is not null)
        {
            _known.Add(known);
            _knownAt.Add(_keys.Count);
            _keys.Add(Fingerprint(Encoding.UTF8.GetBytes(RecordShapes.CandidateKey(known.CandidateId, [known.ApplicationId]))));
            return;
        }

        var index = _keys.Count;
        string? id = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("The entry is not a JSON object.");
            }

            id = document.RootElement.Id(shape.IdNames);
            _problems.Clear();
            using var kept = shape.Excludes is { } sort && !excluded.IsEmpty && excluded.RemoveFrom(sort, document.RootElement, json) is var without && !without.Equals(json) ? JsonDocument.Parse(without) : null;
            var record = shape.Parse((kept ?? document).RootElement, keepEeoData, _problems);
            _records.Add(digest is null || _problems.Count > 0 ? record : shape.WithDigest(record, digest));
            _recordAt.Add(index);
            _malformed.AddRange(_problems.Select(problem => new MalformedRecord(index, id, problem)));
            _keys.Add(Fingerprint(Encoding.UTF8.GetBytes(shape.Key(record))));
        }
        catch (FormatException exception)
        {
            Reject(index, id, exception.Message, json);
        }
        catch (JsonException)
        {
            Reject(index, id, "The record is nested deeper than 64 levels.", json);
        }
    }

    private void Reject(int index, string? id, string reason, ReadOnlyMemory<byte> json)
    {
        _malformed.Add(new MalformedRecord(index, id, reason));
        _keys.Add(Fingerprint(json.Span));
    }

    private static ulong Fingerprint(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
