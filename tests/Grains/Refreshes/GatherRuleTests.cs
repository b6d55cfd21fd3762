using CsCheck;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Sync;

namespace Jobvite.Grains.Tests.Refreshes;

public sealed class GatherRuleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 400)]
    public void While_half_of_every_window_is_left_nothing_waits(int minute, int hour) =>
        Assert.Equal(TimeSpan.Zero, GatherRule.PauseAfter(3, SyncKind.Candidates, Usage(minute, hour)));

    [Fact]
    public void The_less_is_left_and_the_more_was_spent_the_longer_the_pause() => Gen
        .Select(Gen.Int[0, 824], Gen.Int[0, 824], Gen.Int[1, 40], Gen.Int[1, 40])
        .Sample((one, other, cheap, dear) =>
        {
            var scarcer = GatherRule.PauseAfter(Math.Max(cheap, dear), SyncKind.Candidates, Usage(0, Math.Max(one, other)));
            var plentier = GatherRule.PauseAfter(Math.Min(cheap, dear), SyncKind.Candidates, Usage(0, Math.Min(one, other)));
            Assert.InRange(plentier, TimeSpan.Zero, scarcer);
            Assert.InRange(scarcer, plentier, GatherRule.LongestPause);
        });

    [Fact]
    public void Refreshes_without_end_leave_a_part_of_the_hour_to_others()
    {
        // One list of four pages after the other, for a day, as fast as the pauses allow.
        var spent = new Queue<double>();
        var most = 0;
        for (var now = 0.0; now < 86_400;)
        {
            for (var request = 0; request < 4; request++)
            {
                spent.Enqueue(now);
            }

            while (spent.Peek() <= now - 3600)
            {
                spent.Dequeue();
            }

            most = Math.Max(most, spent.Count);
            now += 1 + GatherRule.PauseAfter(4, SyncKind.Candidates, Usage(Math.Min(14, spent.Count(at => at > now - 60)), spent.Count)).TotalSeconds;
        }

        Assert.InRange(most, 500, 765);
    }

    [Fact]
    public void A_day_that_runs_out_slows_the_kind_that_it_counts_only()
    {
        var usage = new BudgetUsage { Windows = [new(BudgetWindow.RequisitionDay, 480, 500, null)] };
        Assert.InRange(GatherRule.PauseAfter(1, SyncKind.Jobs, usage), TimeSpan.FromMinutes(2), GatherRule.LongestPause);
        Assert.Equal(TimeSpan.Zero, GatherRule.PauseAfter(1, SyncKind.Candidates, usage));
    }

    [Theory]
    [InlineData(15, 4000)]
    [InlineData(1, 5000)]
    [InlineData(6000, 10)]
    public void A_burst_is_waited_for_as_long_as_a_request_is_worth(int perMinute, int milliseconds) => Assert.Equal(
        TimeSpan.FromMilliseconds(milliseconds),
        GatherRule.WaitForBurst(new BudgetUsage { Windows = [new(BudgetWindow.Minute, 0, perMinute, null)] }));

    private static BudgetUsage Usage(int minute, int hour) => new()
    {
        Windows = [new(BudgetWindow.Minute, minute, 15, null), new(BudgetWindow.Hour, hour, 850, null), new(BudgetWindow.CandidateDay, 0, 20_000, null)],
    };
}
