namespace Jobvite.Architecture.Tests;

public sealed class LayoutTests
{
    private const int MaxLines = 250;

    private static readonly HashSet<string> Vague = new(StringComparer.OrdinalIgnoreCase) { "Helpers", "Managers", "Common", "Utils", "Models", "Services" };

    [Fact]
    public void Folders_are_named_after_things_of_the_domain() =>
        Assert.DoesNotContain(SourceTree.SourceFiles(), path => path.Split(Path.DirectorySeparatorChar).SkipLast(1).Any(Vague.Contains));

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold() => Assert.DoesNotContain(
        SourceTree.SourceFiles().Select(path => (Path: path, Lines: File.ReadLines(Path.Combine(SourceTree.Root, path)).Count())),
        file => file.Lines > MaxLines);

    [Fact]
    public void The_source_is_found_at_all() => Assert.True(SourceTree.SourceFiles().Count() > 100);
}
