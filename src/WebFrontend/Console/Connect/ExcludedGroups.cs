namespace Jobvite.WebFrontend.Console.Connect;

/// <summary>What can be left out of what is stored with one tick; everything else that <c>syncConfig.excludedFields</c> takes is typed.</summary>
internal static class ExcludedGroups
{
    /// <summary>The field of the contract, and of the form, where names are typed.</summary>
    public const string Field = "syncConfig.excludedFields";

    /// <summary>The groups by the contract's names, in the order of the page.</summary>
    public static readonly IReadOnlyList<(string Name, string Label)> All =
    [
        ("candidate.contact", "E-mail and telephone numbers"),
        ("candidate.address", "Addresses"),
        ("candidate.companyName", "Employers"),
        ("application.resume", "Resumes"),
        ("application.coverLetter", "Cover letters"),
        ("application.attachments", "Attachments"),
        ("application.source", "Sources"),
    ];

    /// <summary>What a group's box is called in the form.</summary>
    public static string BoxOf(string name) => $"{Field}.{name}";

    /// <summary>Names one a line, or with commas between.</summary>
    public static IEnumerable<string> Read(string? typed) => (typed ?? "").Split(['\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Those that have no box, one a line.</summary>
    public static string Others(IEnumerable<string> excluded) => string.Join('\n', excluded.Where(name => !All.Any(group => group.Name == name)));
}
