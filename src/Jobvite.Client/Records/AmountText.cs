using System.Globalization;
using System.Text.RegularExpressions;

namespace Jobvite.Client;

/// <summary>
/// Reads an amount of money as people of several countries type it. Of two kinds of marks the last is the decimal mark. One kind that comes
/// more than once groups thousands. One mark alone with exactly three digits behind it groups thousands too: nobody gives a salary to three
/// decimals, so "100.000" is a hundred thousand.
/// </summary>
internal static partial class AmountText
{
    private static readonly char[] Around = ['$', '\u20ac', '\u00a3', '\u00a5', ' ', '\u00a0', '\u202f'];

    public static decimal? Read(string text)
    {
        var plain = Gap().Replace(text.Trim(Around), string.Empty);
        var last = plain.LastIndexOfAny(['.', ',']);
        if (last < 0 || Exponent().IsMatch(plain))
        {
            return Number(plain);
        }

        // "0.125" begins with no group of thousands.
        if (Groups().IsMatch(plain) && !plain.StartsWith('0'))
        {
            return Number(plain.Replace(plain[last].ToString(), string.Empty, StringComparison.Ordinal));
        }

        var (before, after) = (plain[..last], plain[(last + 1)..]);
        if (before.Contains(plain[last], StringComparison.Ordinal) || !after.All(char.IsAsciiDigit))
        {
            return null;
        }

        var whole = Groups().IsMatch(before) ? before.Replace(".", string.Empty, StringComparison.Ordinal).Replace(",", string.Empty, StringComparison.Ordinal) : before;
        return Number($"{whole}.{after}");
    }

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    // A blank or an apostrophe before a group of three digits.
    [GeneratedRegex(@"(?<=[0-9])[ '\u2019\u00a0\u202f](?=[0-9]{3}(?![0-9]))", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();

    [GeneratedRegex(@"^[+-]?[0-9]{1,3}(?<mark>[.,])[0-9]{3}(?:\k<mark>[0-9]{3})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Groups();

    [GeneratedRegex(@"^[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Exponent();
}
