using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Jobvite.Architecture.Tests;

/// <summary>What lies around the sources: packages, images, manifests.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] Secrets = [".env", "secrets", "tls"];

    [Theory]
    [InlineData(".gitignore")]
    [InlineData(".dockerignore")]
    public void Secrets_that_the_documented_steps_put_into_the_root_are_committed_and_copied_nowhere(string file) =>
        Assert.Empty(Secrets.Except(Lines(file).Select(line => line.TrimEnd('/'))));

    [Fact]
    public void Silos_are_not_given_the_key_of_tokens()
    {
        Assert.DoesNotContain("JWT_SECRET_KEY", Text("deploy/kubernetes/base/silo.yaml"), StringComparison.Ordinal);
        var front = Lines("docker-compose.yml").SkipWhile(line => line != "  front:").Skip(1).TakeWhile(line => line.Length == 0 || line.StartsWith("   ", StringComparison.Ordinal));
        Assert.Equal(Lines("docker-compose.yml").Count(NamesKey), front.Count(NamesKey));

        static bool NamesKey(string line) => line.Contains("JWT_SECRET_KEY", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Assert.All(Projects(), project => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), project));

    [Fact]
    public void Every_package_that_has_a_version_is_used_by_some_project()
    {
        var used = Projects()
            .Select(project => JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"))))
            .SelectMany(file => file.RootElement.GetProperty("dependencies").EnumerateObject())
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Select(package => package.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.All(XDocument.Parse(Text("Directory.Packages.props")).Descendants("PackageVersion"), version => Assert.Contains((string)version.Attribute("Include")!, used));
    }

    [Theory]
    [InlineData("Silo")]
    [InlineData("WebFrontend")]
    [InlineData("Standalone")]
    public void No_program_ships_a_compiler(string program)
    {
        var references = XDocument.Parse(Text($"src/{program}/{program}.csproj")).Descendants("PackageReference").ToDictionary(one => (string)one.Attribute("Include")!, one => (string?)one.Attribute("ExcludeAssets"));

        Assert.Equal(("all", "all"), (references["Microsoft.CodeAnalysis.Common"], references["Microsoft.CodeAnalysis.Workspaces.Common"]));
    }

    [Fact]
    public void Every_test_that_the_security_page_names_exists()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);

        var named = TestName().Matches(Text("docs/security.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, sources));
    }

    [GeneratedRegex(@"`(\w+(?:Tests|Contract))`")]
    private static partial Regex TestName();

    private static IEnumerable<string> Projects() => new[] { "src", "clients", "tests", "benchmarks" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*.csproj", SearchOption.AllDirectories))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Text(string file) => File.ReadAllText(Path.Combine(SourceTree.Root, file));

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(SourceTree.Root, file));
}
