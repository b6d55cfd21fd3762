using CsCheck;
using Jobvite.Grains.Webhooks;

namespace Jobvite.Grains.Tests.Webhooks;

public class TokenBucketTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_never_lets_more_through_than_it_holds_and_refills() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 20_000].Array[0, 300]).Sample((perMinute, gaps) =>
        {
            var bucket = new TokenBucket(perMinute);
            var now = Now;
            var passed = 0;
            foreach (var gap in gaps)
            {
                now = now.AddMilliseconds(gap);
                passed += bucket.TryTake(now) ? 1 : 0;
            }

            Assert.True(passed <= perMinute + ((now - Now).TotalMinutes * perMinute) + 0.001, "Too many passed.");
        });

    [Fact]
    public void It_fills_again_with_time_and_not_when_the_clock_is_set_back()
    {
        var bucket = new TokenBucket(2);
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => bucket.TryTake(Now)));

        Assert.False(bucket.TryTake(Now.AddHours(-1)));
        Assert.True(bucket.TryTake(Now.AddHours(-1).AddSeconds(30)));
        Assert.False(bucket.TryTake(Now.AddHours(-1).AddSeconds(31)));
    }
}
