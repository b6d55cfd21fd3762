using System.Text.Json;
using System.Text.RegularExpressions;

namespace Jobvite.Payloads;

/// <summary>JSON that is stored as text and shown as JSON.</summary>
public static partial class RawJson
{
    /// <summary>Levels that are read and written: the 64 of what others send, what is put around it, and room.</summary>
    public const int MaxDepth = 256;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = MaxDepth };

    /// <summary>The text as JSON; text that is not JSON is shown as a string, so that it is seen rather than lost.</summary>
    public static JsonElement? Of(string? text) => text is null ? null : TryParse(text) ?? JsonSerializer.SerializeToElement(text);

    /// <summary>Null for text that is not JSON. Half an emoji that is written as an escape becomes U+FFFD: JSON with it can be read and not written.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            var whole = text.Contains("\\ud", StringComparison.OrdinalIgnoreCase)
                ? Escape().Replace(text, static escape => IsHalf(escape.ValueSpan) ? "\\ufffd" : escape.Value)
                : text;
            return JsonElement.Parse(whole, Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsHalf(ReadOnlySpan<char> escape) =>
        escape.Length == 6 && escape[2] is 'd' or 'D' && escape[3] is (>= '8' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    // A pair of halves is twelve characters long.
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    /// <summary>The fields that a company defined itself: code → value.</summary>
    public static IReadOnlyDictionary<string, string> Fields(string? text) =>
        text is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
}
