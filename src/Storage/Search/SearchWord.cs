namespace Jobvite.Storage;

/// <summary>One word of a search. All of them must be found, wherever.</summary>
/// <param name="Typed">For ids, which are compared as they are.</param>
/// <param name="Folded">For <see cref="SearchText"/>: of a phone number its digits.</param>
internal sealed record SearchWord(string Typed, string Folded)
{
    private const int FewestDigits = 5;

    /// <summary>The words of what somebody typed. A phone number may be written with blanks, dots, hyphens and brackets.</summary>
    public static IReadOnlyList<SearchWord> Read(string search) => IsPhone(search) && SearchText.Digits(search) is { Length: >= FewestDigits } number
        ? [new SearchWord(search.Trim(), number)]
        : [.. search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select(Of)];

    private static SearchWord Of(string word) => new(word, IsPhone(word) && SearchText.Digits(word) is { Length: > 0 } digits ? digits : Folding.Fold(word));

    private static bool IsPhone(string text) => text.All(letter => char.IsAsciiDigit(letter) || char.IsWhiteSpace(letter) || letter is '+' or '-' or '.' or '/' or '(' or ')');
}
