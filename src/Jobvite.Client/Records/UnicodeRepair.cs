using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Jobvite.Client;

/// <summary>
/// Puts U+FFFD where JSON holds no valid Unicode: half an emoji that is written as an escape (<c>\ud83d</c>), in a text or in a name, and bytes
/// that are not UTF-8. Parsers refuse the whole text because of one such character, and so would databases.
/// </summary>
internal static class UnicodeRepair
{
    private const int EscapeLength = 6;

    /// <summary>The same memory when nothing is wrong with it, which is nearly always.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        var text = Utf8.IsValid(json.Span) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));
        var first = MayHoldHalves(text.Span) ? NextHalf(text.Span, 0) : -1;
        if (first < 0)
        {
            return text;
        }

        var repaired = text.ToArray();
        for (var at = first; at >= 0; at = NextHalf(repaired, at + EscapeLength))
        {
            "\\ufffd"u8.CopyTo(repaired.AsSpan(at));
        }

        return repaired;
    }

    /// <inheritdoc cref="Of(ReadOnlyMemory{byte})"/>
    public static ReadOnlyMemory<byte> Of(string json) => Of(Encoding.UTF8.GetBytes(json));

    // A look for the escape as it is written is cheaper than following every backslash of a page.
    private static bool MayHoldHalves(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    /// <summary>Where the next half of a pair stands without its other half; -1 when there is none.</summary>
    private static int NextHalf(ReadOnlySpan<byte> json, int from)
    {
        var at = from;
        while (json[at..].IndexOf((byte)'\\') is >= 0 and var ahead)
        {
            at += ahead;
            if (UnitAt(json, at) is not { } unit)
            {
                // Any other escape is one character long.
                at = Math.Min(at + 2, json.Length);
            }
            else if (!char.IsSurrogate(unit))
            {
                at += EscapeLength;
            }
            else if (char.IsHighSurrogate(unit) && UnitAt(json, at + EscapeLength) is { } next && char.IsLowSurrogate(next))
            {
                at += 2 * EscapeLength;
            }
            else
            {
                return at;
            }
        }

        return -1;
    }

    private static char? UnitAt(ReadOnlySpan<byte> json, int at) =>
        json.Length >= at + EscapeLength && json[at] == (byte)'\\' && json[at + 1] == (byte)'u'
        && ushort.TryParse(json.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
