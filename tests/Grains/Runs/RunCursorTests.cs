using CsCheck;
using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Tests.Runs;

public sealed class RunCursorTests
{
    [Fact]
    public void A_list_cursor_reads_back() =>
        Gen.Int[0, int.MaxValue].Sample(start => RunCursor.StartOf(RunCursor.At(start)) == start);

    [Fact]
    public void A_run_goes_on_a_page_early_unless_it_is_limited()
    {
        Assert.Equal((998, 0), (RunCursor.ResumeAt(1498, 500, limit: null), RunCursor.ResumeAt(400, 500, limit: null)));
        Assert.Equal(1498, RunCursor.ResumeAt(1498, 500, limit: 2000));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("9999999999")]
    [InlineData("seven")]
    public void A_damaged_list_cursor_starts_at_the_beginning(string? cursor) => Assert.Equal(0, RunCursor.StartOf(cursor));
}
