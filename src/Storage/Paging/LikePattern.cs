namespace Jobvite.Storage;

/// <summary>Turns what a person typed into a pattern for <c>LIKE … ESCAPE '\'</c> in which nothing but the ends is a wildcard.</summary>
internal static class LikePattern
{
    public static string Contains(string text) => $"%{Escape(text)}%";

    public static string StartsWith(string text) => $"{Escape(text)}%";

    private static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
