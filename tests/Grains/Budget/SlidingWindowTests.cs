using CsCheck;
using Jobvite.Grains.Budget;

namespace Jobvite.Grains.Tests.Budget;

public class SlidingWindowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void What_was_spent_counts_for_exactly_the_length_of_a_small_window()
    {
        var window = new SlidingWindow(Minute, limit: 15);
        window.Add(Noon);

        Assert.Equal(1, window.Used(Noon + Minute));
        Assert.Equal(0, window.Used(Noon + Minute + TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void A_place_is_free_when_the_oldest_goes()
    {
        var window = new SlidingWindow(Minute, limit: 2);
        window.Add(Noon);
        window.Add(Noon.AddSeconds(20));

        var freeAt = window.FreeAt(Noon.AddSeconds(30), ceiling: 2);

        Assert.Equal(Noon + Minute + TimeSpan.FromMilliseconds(1), freeAt);
        Assert.Equal(1, window.Used(freeAt));
    }

    [Fact]
    public void No_interval_ever_holds_more_than_the_limit() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 4000].Array[1, 1500]).Sample((limit, gaps) =>
        {
            var window = new SlidingWindow(Minute, limit);
            var granted = new List<long>();
            var now = Noon;
            foreach (var gap in gaps)
            {
                now = now.AddMilliseconds(gap / 8.0);
                if (window.FreeAt(now, limit) <= now)
                {
                    window.Add(now);
                    granted.Add(now.UtcTicks);
                }
            }

            for (var last = limit; last < granted.Count; last++)
            {
                Assert.True(granted[last] - granted[last - limit] >= Minute.Ticks, "More than the limit within a minute.");
            }
        });

    [Fact]
    public void A_large_limit_is_kept_in_few_buckets()
    {
        var window = new SlidingWindow(Minute, limit: 100_000);
        for (var i = 0; i < 60_000; i++)
        {
            window.Add(Noon.AddMilliseconds(i));
        }

        Assert.Equal(60_000, window.Used(Noon + Minute));
        Assert.InRange(window.Capture().Count, 2, 2 * 122);
    }

    [Fact]
    public void A_clock_that_is_set_back_forgets_nothing_and_blocks_for_no_longer_than_the_window()
    {
        var window = new SlidingWindow(Minute, limit: 2);
        window.Add(Noon.AddDays(1));
        window.Add(Noon.AddDays(1));

        Assert.Equal(2, window.Used(Noon));
        Assert.Equal(0, window.Used(Noon + Minute + TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void What_was_captured_counts_at_least_as_long_under_another_limit() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[1, 500], Gen.Int[0, 60_000].Array[1, 200]).Sample((before, after, times) =>
        {
            var original = new SlidingWindow(Minute, before);
            foreach (var time in times.Order())
            {
                original.Add(Noon.AddMilliseconds(time));
            }

            var restored = new SlidingWindow(Minute, after);
            restored.Restore(original.Capture());

            foreach (var later in new[] { 60_000, 75_000, 90_000, 119_000 })
            {
                var now = Noon.AddMilliseconds(later);
                var spent = times.Count(t => Noon.AddMilliseconds(t) > now - Minute);
                Assert.True(restored.Used(now) >= spent, "A spent request was forgotten.");
            }

            Assert.Equal(0, restored.Used(Noon + (3 * Minute)));
        });
}
