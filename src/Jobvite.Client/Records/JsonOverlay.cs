using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Lays a fresh answer over a stored record: a field that the answer lacks says nothing about the stored value.</summary>
public static class JsonOverlay
{
    /// <summary>The stored object with every field of the incoming one put over it, null included. Only the top level is merged.
    /// Stored fields keep their order and new ones follow in theirs, so equal content gives equal text.</summary>
    /// <param name="stored">A JSON object.</param>
    /// <param name="incoming">A JSON object.</param>
    /// <param name="keepEeoData">Off: <see cref="EeoData"/> are removed, also from what was stored before.</param>
    /// <exception cref="FormatException">One of the texts is no JSON object.</exception>
    public static string Merge(string stored, string incoming, bool keepEeoData)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(incoming);
        using var storedDocument = Parse(stored, "stored");
        using var incomingDocument = Parse(incoming, "incoming");
        var merged = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var source in (ReadOnlySpan<JsonElement>)[storedDocument.RootElement, incomingDocument.RootElement])
        {
            foreach (var property in source.EnumerateObject())
            {
                if (keepEeoData || !EeoData.IsName(property.Name))
                {
                    merged[property.Name] = property.Value;
                }
            }
        }

        return RawRecord.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in merged)
            {
                writer.WritePropertyName(name);
                RawRecord.WriteMember(writer, value, keepEeoData, holdsNul: false);
            }

            writer.WriteEndObject();
        });
    }

    private static JsonDocument Parse(string json, string which)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(UnicodeRepair.Of(json));
        }
        catch (JsonException)
        {
            throw new FormatException($"The {which} record is not valid JSON of at most 64 levels.");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document;
        }

        document.Dispose();
        throw new FormatException($"The {which} record is not a JSON object.");
    }
}
