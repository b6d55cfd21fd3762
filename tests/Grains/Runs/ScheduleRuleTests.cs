using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Runs;

public sealed class ScheduleRuleTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly SyncSettings Hourly = new() { IntervalMinutes = 60, FullSyncHours = 720 };
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ticks_of_a_company_keep_their_phase()
    {
        var first = ScheduleRule.NextTick("acme", Hour, Noon);
        var second = ScheduleRule.NextTick("acme", Hour, first.AddTicks(1));
        Assert.InRange(first - Noon, TimeSpan.Zero, Hour);
        Assert.Equal(first + Hour, second);
        Assert.Equal(first, ScheduleRule.NextTick("acme", Hour, first));
    }

    [Fact]
    public void A_thousand_companies_are_spread_over_the_interval()
    {
        var perMinute = Enumerable.Range(0, 1000)
            .GroupBy(i => (int)(ScheduleRule.NextTick($"company-{i}", Hour, Noon) - Noon).TotalMinutes)
            .Select(g => g.Count())
            .ToList();
        Assert.True(perMinute.Count >= 55, $"only {perMinute.Count} of 60 minutes are used");
        Assert.True(perMinute.Max() <= 50, $"{perMinute.Max()} companies start in the same minute");
    }

    [Fact]
    public void What_never_ran_is_due()
    {
        Assert.True(ScheduleRule.IsDue("acme", null, Hourly, Noon));
        Assert.True(ScheduleRule.IsDue("acme", new KindHistory { Kind = SyncKind.Jobs }, Hourly, Noon));
    }

    [Theory]
    [InlineData(-60, 0, true)]
    [InlineData(-8, 0, true)]
    [InlineData(-4, 0, false)]
    [InlineData(0, 0, false)]
    [InlineData(-60, -4, true)]
    [InlineData(-4, -3, false)]
    [InlineData(1, 50, false)]
    [InlineData(-60, 50, true)]
    public void A_tick_wants_a_run_that_began_since_it_and_calls_may_come_early_or_late(int beganMinutesAfterTick, int callMinutesAfterTick, bool due)
    {
        var tick = ScheduleRule.NextTick("acme", Hour, Noon);
        Assert.Equal(due, ScheduleRule.IsDue("acme", Began(tick.AddMinutes(beganMinutesAfterTick)), Hourly, tick.AddMinutes(callMinutesAfterTick)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(23)]
    public void A_run_by_hand_does_not_put_off_the_scheduled_one(int hoursAfterTick)
    {
        var day = TimeSpan.FromDays(1);
        var settings = new SyncSettings { IntervalMinutes = 24 * 60 };
        var tick = ScheduleRule.NextTick("acme", day, Noon);
        var byHand = Began(tick.AddHours(hoursAfterTick));
        Assert.True(ScheduleRule.IsDue("acme", byHand, settings, tick + day));
        Assert.Equal(tick + day, ScheduleRule.NextDue("acme", byHand, settings, tick.AddHours(hoursAfterTick)));
    }

    [Fact]
    public void Between_two_full_runs_of_the_schedule_there_is_never_more_than_an_interval_beyond_the_hours()
    {
        var settings = new SyncSettings { IntervalMinutes = 24 * 60, FullSyncHours = 36 };
        var day = TimeSpan.FromDays(1);
        var random = new Random(7);
        var history = Began(Noon) with { LastFullStartedAt = Noon, LastCompleteStartedAt = Noon };
        var longest = TimeSpan.Zero;
        for (var tick = ScheduleRule.NextTick("acme", day, Noon); tick < Noon.AddDays(200); tick += day)
        {
            var byHand = tick.AddMinutes(-random.Next(1, 1440));
            if (random.Next(2) == 0 && byHand > history.LastRegularStartedAt)
            {
                history = history with { LastRegularStartedAt = byHand, LastCompleteStartedAt = byHand };
            }

            var call = tick.AddSeconds(random.Next(-5, 30));
            if (ScheduleRule.IsDue("acme", history, settings, call))
            {
                var full = ScheduleRule.ChooseMode(history, settings, call) == SyncMode.Full;
                longest = full && call - history.LastFullStartedAt!.Value > longest ? call - history.LastFullStartedAt!.Value : longest;
                history = history with { LastRegularStartedAt = call, LastCompleteStartedAt = call, LastFullStartedAt = full ? call : history.LastFullStartedAt };
            }
        }

        Assert.InRange(longest, TimeSpan.FromHours(36), TimeSpan.FromHours(60));
    }

    [Fact]
    public void What_is_running_since_before_the_tick_does_not_hide_that_a_run_is_due()
    {
        var tick = ScheduleRule.NextTick("acme", Hour, Noon);
        var history = Began(tick.AddMinutes(-30)) with { Active = Run(tick.AddMinutes(-30), RunStatus.Running) };
        Assert.True(ScheduleRule.IsDue("acme", history, Hourly, tick));
        Assert.False(ScheduleRule.IsDue("acme", Began(tick), Hourly, tick.AddMinutes(30)));
    }

    [Fact]
    public void A_run_just_before_the_tick_does_not_stand_in_for_a_full_one_that_is_due()
    {
        var tick = ScheduleRule.NextTick("acme", Hour, Noon);
        var history = Began(tick.AddMinutes(-2)) with { LastFullStartedAt = tick.AddHours(-721) };
        Assert.True(ScheduleRule.IsDue("acme", history, Hourly, tick));
    }

    [Fact]
    public void A_full_run_that_began_just_before_the_tick_and_is_under_way_is_the_tick_s_own()
    {
        var tick = ScheduleRule.NextTick("acme", Hour, Noon);
        var began = tick.AddSeconds(-2);
        var first = new KindHistory { Kind = SyncKind.Jobs, LastRegularStartedAt = began, Active = Run(began, RunStatus.Running) };
        Assert.False(ScheduleRule.IsDue("acme", first, Hourly, tick.AddSeconds(-1)));
        Assert.False(ScheduleRule.IsDue("acme", first, Hourly, tick.AddMinutes(1)));

        // A run that reads less than all, and a full one that failed, leave the full one due.
        Assert.True(ScheduleRule.IsDue("acme", first with { Active = first.Active with { Mode = SyncMode.Incremental } }, Hourly, tick));
        Assert.True(ScheduleRule.IsDue("acme", first with { Active = first.Active with { StartedAt = tick.AddSeconds(-1) } }, Hourly, tick));
        Assert.True(ScheduleRule.IsDue("acme", first with { Active = null }, Hourly, tick));
    }

    [Fact]
    public void Many_missed_ticks_cause_one_run()
    {
        var tick = ScheduleRule.NextTick("acme", Hour, Noon);
        Assert.True(ScheduleRule.IsDue("acme", Began(tick.AddDays(-3)), Hourly, tick.AddMinutes(7)));
        Assert.False(ScheduleRule.IsDue("acme", Began(tick.AddMinutes(7)), Hourly, tick.AddMinutes(8)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(58)]
    public void The_next_run_that_is_announced_is_the_tick_that_will_start_it(int minutes)
    {
        var tick = ScheduleRule.NextTick("acme", Hour, Noon);
        var history = Began(tick.AddMinutes(minutes));
        var announced = ScheduleRule.NextDue("acme", history, Hourly, tick.AddMinutes(minutes));
        Assert.Equal(announced, ScheduleRule.NextTick("acme", Hour, announced));
        Assert.True(ScheduleRule.IsDue("acme", history, Hourly, announced));
        Assert.False(ScheduleRule.IsDue("acme", history, Hourly, announced - Hour));
    }

    [Fact]
    public void Without_a_complete_full_run_the_next_one_is_full()
    {
        Assert.Equal(SyncMode.Full, ScheduleRule.ChooseMode(null, new SyncSettings(), Noon));
        Assert.Equal(SyncMode.Full, ScheduleRule.ChooseMode(Began(Noon.AddHours(-1)) with { LastFullStartedAt = null }, new SyncSettings(), Noon));
    }

    [Theory]
    [InlineData(23, SyncMode.Incremental)]
    [InlineData(24, SyncMode.Full)]
    public void A_full_run_is_due_after_its_hours(int hoursSinceFull, SyncMode expected)
    {
        var history = new KindHistory
        {
            Kind = SyncKind.Candidates,
            LastFullStartedAt = Noon.AddHours(-hoursSinceFull),
            LastCompleteStartedAt = Noon.AddHours(-1),
        };
        Assert.Equal(expected, ScheduleRule.ChooseMode(history, new SyncSettings { FullSyncHours = 24 }, Noon));
    }

    private static KindHistory Began(DateTimeOffset startedAt) => new()
    {
        Kind = SyncKind.Jobs,
        LastEnded = Run(startedAt, RunStatus.Success),
        LastRegularStartedAt = startedAt,
        LastCompleteStartedAt = startedAt,
        LastFullStartedAt = startedAt,
    };

    private static SyncRun Run(DateTimeOffset startedAt, RunStatus status) => new()
    {
        RunId = Guid.NewGuid(),
        Kind = SyncKind.Jobs,
        Mode = SyncMode.Full,
        Status = status,
        Trigger = RunTrigger.Schedule,
        StartedAt = startedAt,
    };
}
