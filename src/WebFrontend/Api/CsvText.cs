using System.Buffers;
using System.Text;

namespace Jobvite.WebFrontend;

/// <summary>
/// Writes a text as a cell (RFC 4180). A spreadsheet runs a cell that begins like a formula; an apostrophe before it makes it text.
/// </summary>
internal static class CsvText
{
    /// <summary>What spreadsheets begin a formula with, and the characters that some of them skip before it.</summary>
    private static readonly SearchValues<char> Running = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public static void Append(StringBuilder line, string text)
    {
        var guard = text.AsSpan().TrimStart(' ') is [var first, ..] && Running.Contains(first) ? "'" : "";
        if (text.Length > 0 && !text.AsSpan().ContainsAny(Quoted) && text[0] != ' ' && text[^1] != ' ')
        {
            line.Append(guard).Append(text);
            return;
        }

        line.Append('"').Append(guard).Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
