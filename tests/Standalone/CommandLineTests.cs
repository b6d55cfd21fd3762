using Jobvite.Sandbox;

namespace Jobvite.Standalone.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Nothing_starts_the_empty_service() => Assert.False((await Read([])).Sandbox);

    [Fact]
    public async Task The_sandbox_has_the_sizes_of_the_readme()
    {
        var line = await Read(["--sandbox"]);

        Assert.True(line.Sandbox);
        Assert.Equal((200, 2000, 50), (line.Jobs, line.Candidates, line.Processes));
    }

    [Theory]
    [InlineData("--sandbox", "--jobs", "5", "--seed", "-3")]
    [InlineData("--jobs=5", "--seed=-3", "--sandbox")]
    public async Task Values_follow_after_a_blank_or_an_equals_sign(params string[] arguments)
    {
        var line = await Read(arguments);

        Assert.Equal((5, -3), (line.Jobs, line.Seed));
    }

    [Theory]
    [InlineData("--sandboxx", "--sandbox", "--sandboxx")]
    [InlineData("sandbox", "sandbox")]
    [InlineData("--jobs", "--sandbox", "--jobs")]
    [InlineData("--jobs", "--sandbox", "--jobs", "many")]
    [InlineData("--jobs", "--sandbox", "--jobs", "-1")]
    [InlineData("--candidates", "--sandbox", "--candidates=1e9")]
    [InlineData("--changes-per-minute", "--sandbox", "--changes-per-minute", "601")]
    [InlineData("--sandbox", "--jobs", "5")]
    public void What_cannot_be_understood_is_named(string named, params string[] arguments)
    {
        var parsed = CommandLine.Command(_ => throw new InvalidOperationException("It must not run.")).Parse(arguments, StrictCommandLine.Parsing);

        Assert.Contains(parsed.Errors, error => error.Message.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_is_shown_on_request(string argument)
    {
        using var output = new StringWriter();

        await CommandLine.Command(_ => throw new InvalidOperationException("It must not run.")).Parse([argument], StrictCommandLine.Parsing)
            .InvokeAsync(new() { Output = output }, TestContext.Current.CancellationToken);

        Assert.Contains("--changes-per-minute", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("JOBVITE_DATA_DIR", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<CommandLine> Read(string[] arguments)
    {
        CommandLine? read = null;
        var parsed = CommandLine.Command(line =>
        {
            read = line;
            return Task.FromResult(0);
        }).Parse(arguments, StrictCommandLine.Parsing);
        Assert.Empty(parsed.Errors);
        await parsed.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        return read!;
    }
}
