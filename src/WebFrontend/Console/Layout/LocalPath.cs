using Microsoft.AspNetCore.Http.HttpResults;

namespace Jobvite.WebFrontend.Console.Layout;

/// <summary>Where to go on: never to another host, whatever a link says.</summary>
internal static class LocalPath
{
    private const int MaxLength = 2000;

    public static string Of(string? path, string otherwise = "/") =>
        path is { Length: > 0 and <= MaxLength } && RedirectHttpResult.IsLocalUrl(path) && !path.StartsWith('~') && !path.Any(char.IsControl) ? Ascii(path) : otherwise;

    /// <summary>A header takes nothing else; what is escaped already stays as it is.</summary>
    private static string Ascii(string path) => string.Concat(path.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
