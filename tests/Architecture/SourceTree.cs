using System.Xml.Linq;

namespace Jobvite.Architecture.Tests;

/// <summary>The repository as it lies on disk, found upwards from the test assembly.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    private static readonly string[] Shipped = ["src", "clients"];

    /// <summary>Project name → names of the projects it references, of everything under <c>src/</c> and <c>clients/</c>.</summary>
    public static IReadOnlyDictionary<string, string[]> References() => Files("*.csproj").ToDictionary(NameOf, ReferencesOf, StringComparer.Ordinal);

    /// <summary>C# files under <c>src/</c> and <c>clients/</c>, without what the build makes; relative to the root.</summary>
    public static IEnumerable<string> SourceFiles() => Files("*.cs")
        .Select(path => Path.GetRelativePath(Root, path))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));

    private static IEnumerable<string> Files(string pattern) =>
        Shipped.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories));

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private static string[] ReferencesOf(string project) =>
    [
        .. XDocument.Load(project).Descendants("ProjectReference")
            // What only has to be built before is no reference.
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
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
