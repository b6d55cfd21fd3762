namespace Jobvite.Storage;

/// <summary>What a record is found by, folded: computed when it is written, and stored beside it.</summary>
internal static class SearchText
{
    /// <summary>Name, e-mail, and the digits of each phone number, a line each.</summary>
    public static string Of(CandidateRow person)
    {
        string?[] lines =
        [
            string.Join(' ', new[] { person.FirstName, person.LastName }.Where(name => name is not null)),
            person.Email,
            Digits(person.Mobile),
            Digits(person.HomePhone),
            Digits(person.WorkPhone),
        ];
        return Folding.Fold(string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line))));
    }

    /// <summary>The title. Ids are compared as they are.</summary>
    public static string Of(JobRow job) => Folding.Fold(job.Title ?? "");

    /// <summary>Every place of a job, a line each.</summary>
    public static string PlacesOf(JobRow job) =>
        Folding.Fold(string.Join('\n', new[] { job.LocationMain }.Concat(job.Places).Where(place => !string.IsNullOrEmpty(place)).Distinct(StringComparer.Ordinal)));

    public static string Digits(string? phone) => phone is null ? "" : string.Concat(phone.Where(char.IsAsciiDigit));
}

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
