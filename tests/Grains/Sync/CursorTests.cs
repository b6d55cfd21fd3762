using CsCheck;
using Jobvite.Grains.Onboarding;
using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Tests.Sync;

public sealed class CursorTests
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

    [Fact]
    public void An_onboarding_cursor_reads_back() =>
        Gen.Select(Gen.Bool, Gen.String[Gen.Char.AlphaNumeric, 1, 24].Null(), Gen.Int[0, 1_000_000])
            .Sample((tasks, after, start) =>
            {
                var cursor = tasks ? OnboardingCursor.Tasks(after) : OnboardingCursor.Processes(start);
                return OnboardingCursor.Parse(cursor.ToString()) == cursor;
            });

    [Fact]
    public void Rubbish_starts_at_the_beginning() =>
        Gen.String.Where(s => !s.StartsWith("p|", StringComparison.Ordinal) && !s.StartsWith("t|", StringComparison.Ordinal))
            .Sample(text => OnboardingCursor.Parse(text) == default);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("9999999999")]
    [InlineData("seven")]
    public void A_damaged_list_cursor_starts_at_the_beginning(string? cursor) => Assert.Equal(0, RunCursor.StartOf(cursor));
}
