using Microsoft.AspNetCore.Http.HttpResults;

namespace Jobvite.WebFrontend.Console.Frame;

/// <summary>Where to go on: never to another host, whatever a link says.</summary>
internal static class LocalPath
{
    private const int MaxLength = 2000;

    public static string Of(string? path, string otherwise = "/") =>
        path is { Length: > 0 and <= MaxLength } && RedirectHttpResult.IsLocalUrl(path) && !path.StartsWith('~') && !path.Any(char.IsControl) ? path : otherwise;
}
