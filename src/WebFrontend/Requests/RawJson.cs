using System.Text.Json;

namespace Jobvite.WebFrontend;

/// <summary>JSON that is stored as text and shown as JSON.</summary>
internal static class RawJson
{
    /// <summary>The text as JSON; text that is not JSON is shown as a string, so that it is seen rather than lost.</summary>
    public static JsonElement? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    /// <summary>The fields that a company defined itself: code → value.</summary>
    public static IReadOnlyDictionary<string, string> Fields(string? text) =>
        text is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];

    /// <summary>Whether <c>?include=raw</c> asks for it.</summary>
    public static bool Wanted(string? include, InputErrors errors)
    {
        if (string.IsNullOrWhiteSpace(include))
        {
            return false;
        }

        if (!string.Equals(include.Trim(), "raw", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add("include", "must be raw.");
        }

        return true;
    }
}
