using System.Buffers;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>The top level of an answer: which fields it has and where their values lie. The whole body is checked to be JSON;
/// nothing below the top level is held.</summary>
internal sealed class AnswerRoot
{
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);

    private AnswerRoot(ReadOnlyMemory<byte> body, JsonTokenType kind) => (Body, Kind) = (body, kind);

    public ReadOnlyMemory<byte> Body { get; }

    public JsonTokenType Kind { get; }

    public bool IsObject => Kind == JsonTokenType.StartObject;

    /// <summary>Null when the body is not one complete JSON value.</summary>
    public static AnswerRoot? TryRead(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = PageParser.MaxDepth });
            if (!reader.Read())
            {
                return null;
            }

            var root = new AnswerRoot(body, reader.TokenType);
            if (root.IsObject)
            {
                root.ReadMembers(ref reader);
            }
            else
            {
                reader.Skip();
            }

            return reader.Read() ? null : root;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public bool Has(string name, out JsonTokenType kind)
    {
        var found = _members.TryGetValue(name, out var member);
        kind = found ? member.Kind : JsonTokenType.None;
        return found;
    }

    public bool HasStructure(string name) => Has(name, out var kind) && kind is JsonTokenType.StartArray or JsonTokenType.StartObject;

    public ReadOnlyMemory<byte> Value(string name) => Body[_members[name].Value];

    /// <summary>A small field as an element of its own; undefined when it is missing or cannot be read.</summary>
    public JsonElement Small(string name)
    {
        if (!_members.TryGetValue(name, out var member))
        {
            return default;
        }

        try
        {
            using var document = JsonDocument.Parse(Body[member.Value]);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>The object without what the answer says about itself: a record that is answered with nothing around it has both at one level,
    /// and its own <c>status</c> is another text.</summary>
    public ReadOnlyMemory<byte> WithoutStatus()
    {
        if (!Has("status", out _))
        {
            return Body;
        }

        // Cut out of the bytes, since what is between may hold texts that no writer takes.
        var kept = new ArrayBufferWriter<byte>(Body.Length);
        var reader = new Utf8JsonReader(Body.Span, new JsonReaderOptions { MaxDepth = PageParser.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (start, mayBeAnswers) = ((int)reader.TokenStartIndex, reader.ValueTextEquals("status"));
            reader.Read();
            var isAnswers = mayBeAnswers
                && (reader.TokenType == JsonTokenType.StartObject || (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("success")));
            reader.Skip();
            if (!isAnswers)
            {
                kept.Write(kept.WrittenCount == 0 ? "{"u8 : ","u8);
                kept.Write(Body.Span[start..(int)reader.BytesConsumed]);
            }
        }

        kept.Write(kept.WrittenCount == 0 ? "{}"u8 : "}"u8);
        return kept.WrittenMemory;
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
            reader.Skip();
            _members[name] = new Member(kind, new Range(start, (int)reader.BytesConsumed));
        }
    }

    private readonly record struct Member(JsonTokenType Kind, Range Value);
}
