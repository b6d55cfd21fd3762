using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jobvite.WebFrontend;

/// <summary>
/// Writes JSON as it was sent: duplicate names, numbers and however deep it is stay as they are. Only half an emoji, which is valid JSON but
/// no character, becomes U+FFFD, so that whoever reads the answer can read all of it.
/// </summary>
internal sealed class SentJsonConverter : JsonConverter<JsonElement>
{
    /// <inheritdoc/>
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
        // It has been parsed. The writer's own look at it would stop at 64 levels, of which one is the answer around it.
        writer.WriteRawValue(WholeCharacters(value.GetRawText()), skipInputValidation: true);

    /// <summary>Replaces escapes of half a surrogate pair.</summary>
    /// <param name="json">Valid.</param>
    internal static string WholeCharacters(string json)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length;)
        {
            var end = json.IndexOf('\\', i);
            if (end < 0)
            {
                return text.Append(json, i, json.Length - i).ToString();
            }

            text.Append(json, i, end - i);
            i = end;
            var length = Escape(json, i) is not { } first ? 2
                : !char.IsSurrogate(first) ? 6
                : char.IsHighSurrogate(first) && Escape(json, i + 6) is { } second && char.IsLowSurrogate(second) ? 12
                : 0;
            text.Append(length == 0 ? "\\ufffd" : json.AsSpan(i, length));
            i += length == 0 ? 6 : length;
        }

        return text.ToString();
    }

    /// <summary>What the escape at this place stands for; null when there is none with a number.</summary>
    private static char? Escape(string json, int at) => at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        ? (char)ushort.Parse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : null;
}
