using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Jobvite.WebFrontend;

/// <summary>A filter's value: Jobvite takes texts, callers also write numbers and booleans.</summary>
internal static class FilterValue
{
    public static bool TryRead(JsonElement value, [NotNullWhen(true)] out string? text)
    {
        text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        return text is not null;
    }

    /// <summary>One value, or several in a list; empty when it is neither.</summary>
    public static ImmutableArray<string> ReadAll(JsonElement value)
    {
        IEnumerable<JsonElement> elements = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        var values = ImmutableArray.CreateBuilder<string>();
        foreach (var element in elements)
        {
            if (!TryRead(element, out var text))
            {
                return [];
            }

            values.Add(text);
        }

        return values.ToImmutable();
    }
}
