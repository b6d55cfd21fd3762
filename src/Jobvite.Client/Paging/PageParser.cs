using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Takes the records out of a successful answer, one at a time: never more than one record is held as a JSON tree.</summary>
internal static class PageParser
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 256 };

    /// <summary>The page, or null when the answer has no list and does not say that it would be empty either.</summary>
    /// <param name="root">The answer.</param>
    /// <param name="shape">What to look for.</param>
    /// <param name="keepEeoData">Whether EEO fields stay in the records.</param>
    /// <param name="mayBeBare">Whether the answer may be one record with nothing around it.</param>
    public static RawPage<T>? Parse<T>(AnswerRoot root, RecordShape<T> shape, bool keepEeoData, bool mayBeBare)
    {
        var total = Total(root);
        if (Find(root, shape, mayBeBare) is not { } list)
        {
            return total == 0 ? new RawPage<T>([], [], 0, [], total) : null;
        }

        var page = new Builder<T>(shape, keepEeoData);
        var reader = new Utf8JsonReader(list.Span, Deep);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            page.Add(list);
        }
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                page.Add(list[start..(int)reader.BytesConsumed]);
            }
        }

        return new RawPage<T>(page.Records, page.Malformed, page.Keys.Count, page.Keys, total);
    }

    private static ReadOnlyMemory<byte>? Find<T>(AnswerRoot root, RecordShape<T> shape, bool mayBeBare)
    {
        var isBare = mayBeBare && root.IsObject
            && Array.Exists(shape.IdNames, name => root.Has(name, out var kind) && kind is JsonTokenType.String or JsonTokenType.Number);
        if (isBare || root.Kind == JsonTokenType.StartArray)
        {
            return root.Body;
        }

        foreach (var name in shape.ListNames)
        {
            if (!root.Has(name, out var kind))
            {
                continue;
            }

            if (kind == JsonTokenType.StartArray)
            {
                return root.Value(name);
            }

            // One record by itself, or the list one level further down.
            if (kind == JsonTokenType.StartObject && AnswerRoot.TryRead(root.Value(name)) is { } inner && Find(inner, shape, mayBeBare: true) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static int? Total(AnswerRoot root)
        => int.TryParse(JsonFields.ScalarText(root.Small("total")), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;

    private sealed class Builder<T>(RecordShape<T> shape, bool keepEeoData)
    {
        private readonly List<string> _problems = [];

        public List<T> Records { get; } = [];

        public List<MalformedRecord> Malformed { get; } = [];

        public List<ulong> Keys { get; } = [];

        public void Add(ReadOnlyMemory<byte> json)
        {
            var index = Keys.Count;
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
                var record = shape.Parse(document.RootElement, keepEeoData, _problems);
                Records.Add(record);
                Malformed.AddRange(_problems.Select(problem => new MalformedRecord(index, id, problem)));
                Keys.Add(Fingerprint(Encoding.UTF8.GetBytes(shape.Key(record))));
            }
            catch (FormatException exception)
            {
                Reject(index, id, exception.Message, json);
            }
            catch (JsonException)
            {
                Reject(index, id, "The record is nested deeper than 64 levels.", json);
            }
            catch (InvalidOperationException)
            {
                Reject(index, id, "The record holds text that is not valid Unicode.", json);
            }
        }

        private void Reject(int index, string? id, string reason, ReadOnlyMemory<byte> json)
        {
            Malformed.Add(new MalformedRecord(index, id, reason));
            Keys.Add(Fingerprint(json.Span));
        }

        private static ulong Fingerprint(ReadOnlySpan<byte> bytes)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes, hash);
            return BinaryPrimitives.ReadUInt64LittleEndian(hash);
        }
    }
}
