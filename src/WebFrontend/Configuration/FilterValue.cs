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
}
