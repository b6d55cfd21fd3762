using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Writes a record back as compact JSON without what must not be stored with it.</summary>
internal static class RawRecord
{
    // Equal-opportunity data: kept only for a customer who asks for it.
    private static readonly FrozenSet<string> EeoFields =
        FrozenSet.ToFrozenSet(["gender", "race", "veteranStatus"], StringComparer.OrdinalIgnoreCase);

    // Objects, or lists of objects, whose "content" is a file in Base64. Files travel as JobviteDocument.
    private static readonly FrozenSet<string> FileHolders = FrozenSet.ToFrozenSet(
        ["resume", "coverLetter", "artifacts", "attachments", "documents", "file", "files", "fileInfo"], StringComparer.OrdinalIgnoreCase);

    // Relaxed: letters beyond ASCII stay readable. The text is stored and sent as JSON, never put into HTML as it is.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int LargestScratch = 1024 * 1024;

    // A page has 500 records and twice as many texts; a fresh buffer for each was half the cost of reading it. Clear() wipes what it held.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    public static bool IsEeo(string name) => EeoFields.Contains(name);

    public static string Write(JsonElement record, bool keepEeoData, params string[] without)
        => Write(writer =>
        {
            // The escape is rare; looking for it in the source is cheaper than rebuilding every text.
            var holdsNul = JsonMarshal.GetRawUtf8Value(record).IndexOf("\\u0000"u8) >= 0;
            writer.WriteStartObject();
            foreach (var property in record.EnumerateObject())
            {
                var name = property.Name;
                if ((!keepEeoData && IsEeo(name)) || without.Contains(name, StringComparer.Ordinal))
                {
                    continue;
                }

                writer.WritePropertyName(holdsNul ? WithoutNul(name) : name);
                if (FileHolders.Contains(name))
                {
                    WriteWithout(writer, property.Value, static field => field.Equals("content", StringComparison.OrdinalIgnoreCase), holdsNul);
                }
                else if (!keepEeoData && name.Equals("newHire", StringComparison.OrdinalIgnoreCase))
                {
                    WriteWithout(writer, property.Value, IsEeo, holdsNul);
                }
                else
                {
                    WriteValue(writer, property.Value, holdsNul);
                }
            }

            writer.WriteEndObject();
        });

    public static string Write(Action<Utf8JsonWriter> body)
    {
        var buffer = _scratch ?? new ArrayBufferWriter<byte>(16 * 1024);
        _scratch = null;
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            body(writer);
        }

        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        if (buffer.Capacity <= LargestScratch)
        {
            buffer.Clear();
            _scratch = buffer;
        }

        return text;
    }

    private static void WriteWithout(Utf8JsonWriter writer, JsonElement value, Func<string, bool> drop, bool holdsNul)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    if (!drop(property.Name))
                    {
                        writer.WritePropertyName(holdsNul ? WithoutNul(property.Name) : property.Name);
                        WriteValue(writer, property.Value, holdsNul);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteWithout(writer, item, drop, holdsNul);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteValue(writer, value, holdsNul);
                break;
        }
    }

    // PostgreSQL refuses U+0000 in text and jsonb; one such character must not keep a whole page from being stored.
    private static void WriteValue(Utf8JsonWriter writer, JsonElement value, bool holdsNul)
    {
        if (holdsNul && value.ValueKind == JsonValueKind.String)
        {
            writer.WriteStringValue(WithoutNul(value.GetString()!));
        }
        else if (holdsNul && value.ValueKind is (JsonValueKind.Object or JsonValueKind.Array))
        {
            WriteWithout(writer, value, static _ => false, holdsNul);
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static string WithoutNul(string text) => text.Replace("\0", string.Empty, StringComparison.Ordinal);
}
