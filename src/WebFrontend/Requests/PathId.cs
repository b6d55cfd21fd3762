using Jobvite.Grains.Interfaces;

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

    /// <summary>Jobvite's id of a record, from a path that has it, or has this service's own.</summary>
    /// <exception cref="RequestRefusedException">404: it cannot be an id, or nothing of this company has it.</exception>
    public static async ValueTask<string> Jobvite(CompanyScope scope, RecordKind kind, string id, string what, CancellationToken cancellationToken) =>
        System.Guid.TryParseExact(id, "D", out var own)
            ? await scope.Records.FindJobviteId(kind, own, cancellationToken) ?? throw new RequestRefusedException(Problem.NotFound(what))
            : Text(id, what);

    public static Guid Guid(string id, string what) => System.Guid.TryParse(id, out var guid)
        ? guid
        : throw new RequestRefusedException(Problem.NotFound(what));
}
