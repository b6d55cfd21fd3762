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
