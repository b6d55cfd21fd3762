namespace Jobvite.WebFrontend;

/// <summary>
/// Ids from the path. One that cannot be an id gets the same 404 as one that is unknown or another tenant's, so that an answer
/// tells nothing but "not yours".
/// </summary>
internal static class PathId
{
    /// <summary>The longest Jobvite id that is looked up, in characters.</summary>
    public const int MaxLength = 128;

    public static string Text(string id, string what) => id.Length is > 0 and <= MaxLength && !id.Any(char.IsControl)
        ? id
        : throw new RequestRefusedException(Problem.NotFound(what));

    public static Guid Guid(string id, string what) => System.Guid.TryParse(id, out var guid)
        ? guid
        : throw new RequestRefusedException(Problem.NotFound(what));
}
