using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Jobvite.Storage;

/// <summary>
/// Makes of a text what searches compare: without case, without accents, ligatures and widths. The same on every machine and for both
/// databases, because it asks neither the system's library (the programs run without ICU, where normalization does nothing) nor a server's locale.
/// </summary>
internal static class Folding
{
    private const string Source = "Jobvite.Storage.Search.folds.txt";
    private const char Blank = '\u2420';

    // Unicode's compatibility decompositions of Latin, Greek and Cyrillic letters without the marks, and letters that Unicode does not take
    // apart (ø, ł, ß …). One line each: the character's number, then what it becomes.
    private static readonly FrozenDictionary<char, string> Folds = Load();

    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (char.IsAscii(letter))
            {
                folded.Append(char.ToLowerInvariant(letter));
            }
            else if (Folds.TryGetValue(letter, out var fold))
            {
                folded.Append(fold);
            }
            else
            {
                folded.Append(char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString();
    }

    private static FrozenDictionary<char, string> Load()
    {
        using var lines = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Source)!, Encoding.UTF8);
        var folds = new Dictionary<char, string>();
        while (lines.ReadLine() is { } line)
        {
            var letter = (char)int.Parse(line.AsSpan(0, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            folds.Add(letter, line.Length > 5 ? line[5..].Replace(Blank, ' ') : "");
        }

        return folds.ToFrozenDictionary();
    }
}
