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
