using CsCheck;
using Jobvite.Grains.Onboarding;

namespace Jobvite.Grains.Tests.Onboarding;

public sealed class OnboardingCursorTests
{
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
}
