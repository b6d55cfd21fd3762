using CsCheck;

namespace Jobvite.Storage.Tests;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 2, 9, true)]
    [InlineData(2, 1, 9, false)]
    [InlineData(1, 1, 9, false)]
    [InlineData(1, 2, 2, true)]
    [InlineData(1, 3, 2, false)]
    public void What_was_asked_for_later_counts_unless_its_time_is_still_to_come(int incomingRead, int storedRead, int now, bool stale) =>
        Assert.Equal(stale, Freshness.IsStale(Day.AddDays(incomingRead), Day.AddDays(storedRead), Day.AddDays(now)));

    [Fact]
    public void Of_two_answers_one_is_stale_and_none_to_itself() =>
        Gen.Int[0, 3].Array[2].Sample(n =>
        {
            var one = Freshness.IsStale(Day.AddDays(n[0]), Day.AddDays(n[1]), Day.AddDays(9));
            var other = Freshness.IsStale(Day.AddDays(n[1]), Day.AddDays(n[0]), Day.AddDays(9));
            return n[0] == n[1] ? !one && !other : one != other;
        });
}
