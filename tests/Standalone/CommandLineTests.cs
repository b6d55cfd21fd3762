namespace Jobvite.Standalone.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Nothing_starts_the_empty_service() => Assert.False(CommandLine.Parse([]).Sandbox);

    [Fact]
    public void The_sandbox_has_the_sizes_of_the_readme()
    {
        var line = CommandLine.Parse(["--sandbox"]);

        Assert.True(line.Sandbox);
        Assert.Equal((200, 2000, 50), (line.Jobs, line.Candidates, line.Processes));
    }

    [Theory]
    [InlineData("--sandbox", "--jobs", "5", "--seed", "-3")]
    [InlineData("--jobs=5", "--seed=-3", "--sandbox")]
    public void Values_follow_after_a_blank_or_an_equals_sign(params string[] arguments)
    {
        var line = CommandLine.Parse(arguments);

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
        var refusal = Assert.Throws<CommandLineException>(() => CommandLine.Parse(arguments));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_is_shown_on_request(string argument) => Assert.True(CommandLine.Parse([argument]).ShowHelp);
}
