using System.Globalization;
using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>
/// How a document leaves the service. Candidates choose its name and type, so neither is trusted: a browser must not run it,
/// nor write it anywhere but into its download folder.
/// </summary>
internal static class DownloadShape
{
    private const string Unknown = "application/octet-stream";
    private const int MaxNameLength = 150;

    /// <summary>Types that no browser executes.</summary>
    private static readonly HashSet<string> SafeTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/pdf",
        "application/rtf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "image/gif",
        "image/jpeg",
        "image/png",
        "text/plain",
        "text/rtf",
    };

    public static string ContentType(string? mimeType)
    {
        var type = mimeType?.Split(';')[0].Trim();
        return type is not null && SafeTypes.TryGetValue(type, out var safe) ? safe : Unknown;
    }

    public static string FileName(DocumentView document)
    {
        var name = document.FileName ?? "";
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        name = string.Concat(name.EnumerateRunes().Where(IsSafe)).Trim(' ', '.');
        if (name.Length > MaxNameLength)
        {
            var extension = Path.GetExtension(name);
            var kept = extension.Length <= 10 ? extension : "";
            var length = MaxNameLength - kept.Length;
            name = string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[length - 1]) ? length - 1 : length), kept);
        }

        return name.Length > 0 ? name : $"{document.Type}-{document.Id:N}";
    }

    /// <summary>No control or invisible direction marks (which make <c>exe.pdf</c> of <c>fdp.exe</c>), nothing that a file system reads.</summary>
    private static bool IsSafe(Rune letter) =>
        letter != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate)
        && !"\"<>|:*?".Contains(letter.ToString(), StringComparison.Ordinal);
}
