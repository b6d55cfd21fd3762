using CsCheck;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;

namespace Jobvite.Grains.Tests.Refreshes;

public sealed class GatherRuleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 400)]
    public void While_there_is_plenty_nothing_waits(int minute, int hour) =>
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

    /// <summary>Lists of so many pages, one after the other for two hours, as fast as pauses and budget allow, under a stream of events.</summary>
    [Theory]
    [InlineData(1, 40)]
    [InlineData(4, 70)]
    [InlineData(12, 120)]
    public void Twenty_thousand_events_an_hour_are_applied_within_the_hours_budget(int pages, int longestGapSeconds)
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        var now = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
        var end = now.AddHours(2);
        var most = 0;
        var longest = TimeSpan.Zero;
        for (var before = now; now < end; before = now)
        {
            for (var page = 0; page < pages; page++)
            {
                while (meter.TryTake(BudgetClass.Candidate, BudgetPriority.Webhook, now) is { } obstacle)
                {
                    now = obstacle.FreeAt;
                }

                now = now.AddSeconds(1);
            }

            var usage = meter.Describe(now, waiting: 0);
            most = Math.Max(most, usage.Windows.Single(w => w.Window == BudgetWindow.Hour).Used);
            now += GatherRule.PauseAfter(pages, SyncKind.Candidates, usage);

            // From the beginning of one read to that of the next, which serves what came meanwhile.
            longest = now - before > longest ? now - before : longest;
        }

        Assert.InRange(most, 400, 740);
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(longestGapSeconds));
    }

    [Fact]
    public void A_day_that_runs_out_slows_the_kind_that_it_counts_only()
    {
        var usage = new BudgetUsage { Windows = [new(BudgetWindow.RequisitionDay, 480, 500, null)] };
        Assert.InRange(GatherRule.PauseAfter(1, SyncKind.Jobs, usage), TimeSpan.FromMinutes(2), GatherRule.LongestPause);
        Assert.Equal(TimeSpan.Zero, GatherRule.PauseAfter(1, SyncKind.Candidates, usage));
    }

    [Theory]
    [InlineData(15, 12_000)]
    [InlineData(60, 3000)]
    [InlineData(1, 15_000)]
    [InlineData(6000, 1000)]
    public void A_burst_is_waited_for_as_long_as_three_requests_are_worth(int perMinute, int milliseconds) => Assert.Equal(
        TimeSpan.FromMilliseconds(milliseconds),
        GatherRule.WaitForBurst(new BudgetUsage { Windows = [new(BudgetWindow.Minute, 0, perMinute, null)] }));

    private static BudgetUsage Usage(int minute, int hour) => new()
    {
        Windows = [new(BudgetWindow.Minute, minute, 15, null), new(BudgetWindow.Hour, hour, 850, null), new(BudgetWindow.CandidateDay, 0, 20_000, null)],
    };
}
