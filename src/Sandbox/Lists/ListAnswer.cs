using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>Writes the part of a list that was asked for.</summary>
internal static class ListAnswer
{
    public static void Write<T>(
        Utf8JsonWriter json, string name, IReadOnlyList<T> all, ListWindow window, Exchange exchange, Action<Utf8JsonWriter, T> write)
    {
        window = window.Within(all.Count, exchange.Quirks);
        if (window.Total(all.Count, exchange.Quirks.Total) is { } total)
        {
            json.WriteNumber("total", total);
        }
        else
        {
            json.WriteNull("total");
        }

        json.WriteStartArray(name);
        var end = (int)Math.Min(all.Count, (long)window.Offset + window.Count);
        var malformed = exchange.Fault is { Kind: FaultKind.MalformedRecord } fault
            ? (int)Math.Min((long)window.Offset + fault.RecordIndex, end - 1)
            : -1;
        for (var position = window.Offset; position < end; position++)
        {
            if (position == malformed)
            {
                WriteNonsense(json);
            }
            else
            {
                write(json, all[position]);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Valid JSON that no reader can make a record of: no id, and objects, text and arrays in the wrong places.</summary>
    private static void WriteNonsense(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNull("eId");
        json.WriteStartArray("firstName");
        json.WriteNumberValue(7);
        json.WriteEndArray();
        json.WriteString("application", "not an object");
        json.WriteString("lastUpdatedDate", "yesterday");
        json.WriteEndObject();
    }
}
