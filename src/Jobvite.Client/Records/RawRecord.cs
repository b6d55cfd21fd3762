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
    // Objects, or lists of objects, whose "content" is a file in Base64. Files travel as JobviteDocument.
    private static readonly FrozenSet<string> FileHolders = FrozenSet.ToFrozenSet(
        ["resume", "coverLetter", "artifacts", "attachments", "documents", "file", "files", "fileInfo"], StringComparer.OrdinalIgnoreCase);

    private static readonly (string Name, FieldKind Kind)[] Special = [.. FileHolders.Select(static name => (name, FieldKind.FileHolder))];

    // Relaxed: letters beyond ASCII stay readable. The text is stored and sent as JSON, never put into HTML as it is.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int LargestScratch = 1024 * 1024;

    // A page has 500 records and twice as many texts; a fresh buffer for each was half the cost of reading it. Clear() wipes what it held.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    public static string Write(JsonElement record, bool keepEeoData, params string[] without)
        => Write(writer =>
        {
            var holdsNul = HoldsNul(record);
            writer.WriteStartObject();
            foreach (var property in record.EnumerateObject())
            {
                var plain = PlainName(property, holdsNul);
                var kind = plain.IsEmpty ? KindOf(property.Name, without) : KindOf(plain, without);
                if (kind == FieldKind.LeftOut || (!keepEeoData && (plain.IsEmpty ? EeoData.IsName(property.Name) : EeoData.IsName(plain))))
                {
                    continue;
                }

                WriteName(writer, property, plain, holdsNul);
                if (kind == FieldKind.FileHolder)
                {
                    WriteWithout(writer, property.Value, static field => field.Equals("content", StringComparison.OrdinalIgnoreCase), holdsNul, keepEeoData);
                }
                else
                {
                    WriteMember(writer, property.Value, keepEeoData, holdsNul);
                }
            }

            writer.WriteEndObject();
        });

    /// <summary>One field by itself, compact; null when it is not there, or null, or empty text.</summary>
    public static string? Member(JsonElement record, string name)
    {
        if (!record.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null
            || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString())))
        {
            return null;
        }

        return Write(writer => WriteValue(writer, value, HoldsNul(value)));
    }

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

    /// <summary>Writes a value as it is but for EEO data, at whatever depth, where they are not to be kept.</summary>
    public static void WriteMember(Utf8JsonWriter writer, JsonElement value, bool keepEeoData, bool holdsNul)
    {
        if (keepEeoData || !EeoData.MayHold(value))
        {
            WriteValue(writer, value, holdsNul);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray())
            {
                WriteMember(writer, item, keepEeoData, holdsNul);
            }

            writer.WriteEndArray();
        }
        else
        {
            var isAnswered = EeoData.IsAnswered(value);
            WriteWithout(writer, value, isAnswered ? EeoData.IsAnswer : static _ => false, holdsNul, keepEeoData);
        }
    }

    // A name that is in the answer as it is, byte by byte: nearly every one. It needs no text made of it.
    private static ReadOnlySpan<byte> PlainName(JsonProperty property, bool holdsNul)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(property);
        return holdsNul || name.Contains((byte)'\\') || !Ascii.IsValid(name) ? default : name;
    }

    private static void WriteName(Utf8JsonWriter writer, JsonProperty property, ReadOnlySpan<byte> plain, bool holdsNul)
    {
        if (plain.IsEmpty)
        {
            writer.WritePropertyName(holdsNul ? WithoutNul(property.Name) : property.Name);
        }
        else
        {
            writer.WritePropertyName(plain);
        }
    }

    private static FieldKind KindOf(ReadOnlySpan<byte> name, string[] without)
    {
        foreach (var one in without)
        {
            if (Ascii.Equals(name, one))
            {
                return FieldKind.LeftOut;
            }
        }

        foreach (var (known, kind) in Special)
        {
            if (name.Length == known.Length && Ascii.EqualsIgnoreCase(name, known))
            {
                return kind;
            }
        }

        return FieldKind.Usual;
    }

    private static FieldKind KindOf(string name, string[] without) => without.Contains(name, StringComparer.Ordinal) ? FieldKind.LeftOut
        : FileHolders.Contains(name) ? FieldKind.FileHolder
        : FieldKind.Usual;

    private static void WriteWithout(Utf8JsonWriter writer, JsonElement value, Func<string, bool> drop, bool holdsNul, bool keepEeoData)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    if (!drop(property.Name) && (keepEeoData || !EeoData.IsName(property.Name)))
                    {
                        writer.WritePropertyName(holdsNul ? WithoutNul(property.Name) : property.Name);
                        WriteMember(writer, property.Value, keepEeoData, holdsNul);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteWithout(writer, item, drop, holdsNul, keepEeoData);
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
            WriteWithout(writer, value, static _ => false, holdsNul, keepEeoData: true);
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    // The escape is rare; looking for it in the source is cheaper than rebuilding every text.
    private static bool HoldsNul(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).IndexOf("\\u0000"u8) >= 0;

    private static string WithoutNul(string text) => text.Replace("\0", string.Empty, StringComparison.Ordinal);

    private enum FieldKind
    {
        Usual,
        LeftOut,
        FileHolder,
    }
}
