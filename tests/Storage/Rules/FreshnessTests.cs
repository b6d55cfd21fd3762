using CsCheck;

namespace Jobvite.Storage.Tests;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 9, 2, 1, true)]
    [InlineData(2, 1, 1, 9, false)]
    [InlineData(1, 1, 1, 2, true)]
    [InlineData(1, 2, 1, 1, false)]
    [InlineData(1, 1, 1, 1, false)]
    [InlineData(null, 1, 1, 2, true)]
    [InlineData(null, 2, 1, 1, false)]
    [InlineData(1, 1, null, 2, true)]
    [InlineData(1, 2, null, 1, false)]
    [InlineData(null, 1, null, 2, true)]
    [InlineData(null, 1, null, 1, false)]
    public void Jobvites_date_decides_and_else_the_time_of_asking(int? incoming, int incomingRead, int? stored, int storedRead, bool stale) =>
        Assert.Equal(stale, Freshness.IsStale(At(incoming), Day.AddDays(incomingRead), At(stored), Day.AddDays(storedRead)));

    [Fact]
    public void Of_two_dated_answers_at_most_one_is_stale_and_none_to_itself() =>
        Gen.Int[0, 3].Array[4].Sample(n =>
        {
            var one = Freshness.IsStale(At(n[0]), Day.AddDays(n[1]), At(n[2]), Day.AddDays(n[3]));
            var other = Freshness.IsStale(At(n[2]), Day.AddDays(n[3]), At(n[0]), Day.AddDays(n[1]));
            var same = n[0] == n[2] && n[1] == n[3];
            return same ? !one && !other : one != other;
        });

    private static DateTimeOffset? At(int? days) => days is { } number ? Day.AddDays(number) : null;
}
