using System.Text.RegularExpressions;

namespace Jobvite.Clients.Tests;

/// <summary>The programs as they stand in the documents, where each begins with a comment that names it.</summary>
internal static partial class Document
{
    public static readonly IReadOnlyDictionary<string, string> Programs = new[] { "docs/consuming.md", "clients/dotnet/README.md", "clients/typescript/README.md" }
        .SelectMany(document => Program().Matches(File.ReadAllText(Path.Combine(Root, document))))
        .ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value, StringComparer.Ordinal);

    /// <summary>Where the repository lies, found upwards from the tests.</summary>
    public static string Root => field ??= FindRoot();

    [GeneratedRegex(@"^```\w+\n(// ([\w-]+\.(?:cs|mjs))\b.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Program();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No global.json above the tests.");
        }

        return folder.FullName;
    }
}
