using System.Xml.Linq;

namespace Jobvite.Architecture.Tests;

/// <summary>The repository as it lies on disk, found upwards from the test assembly.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Project name → names of the projects it references, of everything under <c>src/</c>.</summary>
    public static IReadOnlyDictionary<string, string[]> References() => Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(NameOf, ReferencesOf, StringComparer.Ordinal);

    /// <summary>C# files under <c>src/</c>, without what the build makes; relative to the root.</summary>
    public static IEnumerable<string> SourceFiles() => Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private static string[] ReferencesOf(string project) =>
    [
        .. XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => NameOf(((string)reference.Attribute("Include")!).Replace('\\', '/')))
            .Order(StringComparer.Ordinal),
    ];

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (directory.EnumerateFiles("*.sln").Any())
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException("No solution file above the test assembly.");
    }
}
