namespace Jobvite.Standalone.Tests;

public sealed class ProgressLineTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void In_a_terminal_a_line_is_rewritten_and_what_was_longer_is_wiped()
    {
        var progress = new ProgressLine(_output, isTerminal: true);
        progress.Show("longer");
        progress.Show("short");
        progress.End();

        Assert.Equal("\rlonger\rshort \n", _output.ToString());
    }

    [Fact]
    public void Elsewhere_every_new_text_is_a_line()
    {
        var progress = new ProgressLine(_output, isTerminal: false);
        progress.Show("a");
        progress.Show("a");
        progress.Show("b");
        progress.End();

        Assert.Equal("a\nb\n", _output.ToString());
    }

    [Fact]
    public void Without_progress_nothing_is_written()
    {
        new ProgressLine(_output, isTerminal: true).End();

        Assert.Equal("", _output.ToString());
    }
}
