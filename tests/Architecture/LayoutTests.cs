using System.Text.RegularExpressions;

namespace Jobvite.Architecture.Tests;

public sealed partial class LayoutTests
{
    private const int MaxLines = 250;

    /// <summary>Types that had their second look: how long they may be, and why they stay whole.</summary>
    private static readonly Dictionary<string, int> LookedAt = new(StringComparer.Ordinal)
    {
        // One method for each of Jobvite's operations, on one interface.
        ["namespace Jobvite.Client; JobviteClient"] = 330,

        // One attempt at a call with everything that may become of it; the second file tells failures apart.
        ["namespace Jobvite.Client; WireCaller"] = 270,
    };

    private static readonly HashSet<string> Vague = new(StringComparer.OrdinalIgnoreCase) { "Helpers", "Managers", "Common", "Utils", "Models", "Services" };

    [Fact]
    public void Folders_are_named_after_things_of_the_domain() =>
        Assert.DoesNotContain(SourceTree.SourceFiles(), path => path.Split(Path.DirectorySeparatorChar).SkipLast(1).Any(Vague.Contains));

    /// <summary>A type counts with all its parts: several files make it no easier to hold.</summary>
    [Fact]
    public void No_type_is_longer_than_a_reader_can_hold() => Assert.DoesNotContain(
        SourceTree.SourceFiles().SelectMany(Types).GroupBy(type => type.Name).Select(parts => (parts.Key, Lines: parts.Sum(part => part.Lines))),
        type => type.Lines > LookedAt.GetValueOrDefault(type.Key, MaxLines));

    [Fact]
    public void The_source_is_found_at_all() => Assert.True(SourceTree.SourceFiles().SelectMany(Types).Count() > 500);

    /// <summary>The outermost types of a file: each begins and ends at the left edge. The name carries its namespace.</summary>
    private static IEnumerable<(string Name, int Lines)> Types(string path)
    {
        var lines = File.ReadAllLines(Path.Combine(SourceTree.Root, path));
        var space = lines.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
        for (var i = 0; i < lines.Length; i++)
        {
            if (Declaration().Match(lines[i]) is not { Success: true } type)
            {
                continue;
            }

            var start = i;
            var isOpen = false;
            while (i < lines.Length - 1 && lines[i] != "}" && (isOpen || !lines[i].EndsWith(';')))
            {
                isOpen |= lines[i] == "{";
                i++;
            }

            yield return ($"{space} {type.Groups["name"].Value}", i - start + 1);
        }
    }

    [GeneratedRegex(@"^(public|internal|file)\b.*?\b(class|record|struct|interface|enum)\s+(struct\s+)?(?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
