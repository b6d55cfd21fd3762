namespace Jobvite.Architecture.Tests;

public sealed class ArrowTests
{
    /// <summary>Which project may know which other one, as docs and design say; anything else is a decision to be made first.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Jobvite.Client"] = [],
        ["Grains.Interfaces"] = [],
        ["Sandbox"] = [],
        ["Storage"] = ["Grains.Interfaces"],
        ["Payloads"] = ["Grains.Interfaces"],
        ["Grains"] = ["Grains.Interfaces", "Jobvite.Client", "Payloads", "Storage"],
        ["Telemetry"] = [],
        ["Transport"] = [],
        ["Silo"] = ["Grains", "Telemetry", "Transport"],
        ["WebFrontend"] = ["Grains.Interfaces", "Payloads", "Telemetry", "Transport"],
        ["Standalone"] = ["Sandbox", "Silo", "WebFrontend"],
        // Consumers get the client by itself. The generator, which makes it, is a tool of the build.
        ["Generator"] = ["WebFrontend"],
        ["Jobvite.Orleans.Client"] = [],
    };

    [Fact]
    public void Every_project_is_one_of_the_architecture() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), SourceTree.References().Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_exactly_what_the_architecture_allows(string project) =>
        Assert.Equal(Allowed[project], SourceTree.References()[project]);

    [Fact]
    public void The_front_end_and_the_sandbox_know_neither_tables_nor_jobvites_protocol()
    {
        var forbidden = new[] { "using Jobvite.Storage", "using Jobvite.Client", "using Jobvite.Grains;", "Microsoft.Data.Sqlite", "using Npgsql" };
        var offenders = SourceTree.SourceFiles()
            .Where(path => path.StartsWith(Path.Combine("src", "WebFrontend"), StringComparison.Ordinal) || path.StartsWith(Path.Combine("src", "Sandbox"), StringComparison.Ordinal))
            .Where(path => forbidden.Any(File.ReadAllText(Path.Combine(SourceTree.Root, path)).Contains));

        Assert.Empty(offenders);
    }

    public static TheoryData<string> Projects() => [.. Allowed.Keys];
}
