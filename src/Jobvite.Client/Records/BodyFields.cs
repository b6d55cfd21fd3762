using System.Text;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>
/// Takes excluded fields out of a webhook's body. Nobody says which shapes bodies have, so a name counts at any depth and in any case, and so does an object that names
/// the field whose value it holds. Records are read again from Jobvite, so what goes too much is not missed.
/// </summary>
internal sealed class BodyFields(IEnumerable<string> names)
{
    private const int Deepest = 256;

    private static readonly string[] NamesOfFields = ["fieldCode", "fieldName", "fieldId", "field", "code", "name", "key", "label", "type"];

    private readonly HashSet<string> _names = names.ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same bytes when they hold none. Of what is not JSON nobody can tell, so nothing is left of it.</summary>
    public byte[] RemoveFrom(byte[] body)
    {
        if (_names.Count == 0 || body.Length == 0)
        {
            return body;
        }

        try
        {
            using var document = JsonDocument.Parse(
                UnicodeRepair.Of(body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsMemory(3) : body), new JsonDocumentOptions { MaxDepth = Deepest });
            return Holds(document.RootElement) ? Encoding.UTF8.GetBytes(RawRecord.Write(writer => Write(writer, document.RootElement))) : body;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private bool Holds(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => IsAbout(value) is var about && value.EnumerateObject().Any(property => Goes(property.Name, about) || Holds(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(item => IsAbout(item) || Holds(item)),
        _ => false,
    };

    private void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var about = IsAbout(value);
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().Where(property => !Goes(property.Name, about)))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray().Where(item => !IsAbout(item)))
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private bool Goes(string name, bool isAbout) => _names.Contains(name) || (isAbout && EeoData.IsAnswer(name));

    /// <summary>The object says by one of its fields that it holds an excluded one: <c>{"field":"email","oldValue":"…"}</c>.</summary>
    private bool IsAbout(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any(property =>
        NamesOfFields.Contains(property.Name, StringComparer.OrdinalIgnoreCase) && JsonFields.ScalarText(property.Value) is { } text && _names.Contains(text.Trim()));
}
