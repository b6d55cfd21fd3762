using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jobvite.WebFrontend.Console.Records;

/// <summary>
/// What others sent, as text that can be read and cannot pretend to be something else: indented when it is JSON, cut when it is long,
/// and with every character that does not show itself, or that turns text around, written as its number.
/// </summary>
/// <param name="Text">To be shown as text; a page escapes it like any other.</param>
/// <param name="Note">What was done to it that a reader should know; null when nothing was.</param>
public sealed record RawText(string Text, string? Note)
{
    private const int LongestText = 65_536;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = RawJson.MaxDepth + 1 };

    internal static RawText OfJson(string json) => Of(json, null);

    internal static RawText OfBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return new("", "There was no body.");
        }

        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains('\uFFFD', StringComparison.Ordinal) && !Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes)
            ? Of(text, "This is not valid UTF-8. What could not be read is shown as \uFFFD.")
            : Of(text, null);
    }

    private static RawText Of(string text, string? note)
    {
        var shown = Shown(Layout(text));
        return shown.Length <= LongestText ? new(shown, note) : new(shown[..LongestText], $"{note} Only the first {LongestText / 1024} KiB are shown.".TrimStart());
    }

    // As an element, numbers stay as they were written and members in their order.
    private static string Layout(string text) => RawJson.TryParse(text) is { } json ? JsonSerializer.Serialize(json, Indented) : text;

    private static string Shown(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or '\t' || !IsHidden(c))
            {
                shown.Append(c);
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return shown.ToString();
    }

    private static bool IsHidden(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
