using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Sync;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Sync;

public sealed class ScheduleRuleTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
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

    [Theory]
    [InlineData(60, true)]
    [InlineData(56, true)]
    [InlineData(54, false)]
    [InlineData(1, false)]
    public void A_tick_that_comes_a_little_early_still_counts(int minutesSinceLastStart, bool due)
    {
        var history = Ended(Noon.AddMinutes(-minutesSinceLastStart));
        Assert.Equal(due, ScheduleRule.IsDue(history, Hour, Noon));
    }

    [Fact]
    public void What_never_ran_is_due()
    {
        Assert.True(ScheduleRule.IsDue(null, Hour, Noon));
        Assert.True(ScheduleRule.IsDue(new KindHistory { Kind = SyncKind.Jobs }, Hour, Noon));
    }

    [Fact]
    public void What_is_running_is_not_due_however_old()
    {
        var history = new KindHistory { Kind = SyncKind.Jobs, Active = Run(Noon.AddDays(-1), RunStatus.Running) };
        Assert.False(ScheduleRule.IsDue(history, Hour, Noon));
    }

    [Fact]
    public void Many_missed_ticks_cause_one_run()
    {
        var history = Ended(Noon.AddDays(-3));
        Assert.True(ScheduleRule.IsDue(history, Hour, Noon));
        Assert.False(ScheduleRule.IsDue(Ended(Noon), Hour, Noon.AddSeconds(5)));
    }

    [Fact]
    public void The_next_run_that_is_announced_is_the_tick_that_will_start_it()
    {
        var history = Ended(Noon);
        var announced = ScheduleRule.NextDue("acme", history, Hour, Noon.AddMinutes(3));
        Assert.Equal(announced, ScheduleRule.NextTick("acme", Hour, announced));
        Assert.True(ScheduleRule.IsDue(history, Hour, announced));
        Assert.False(ScheduleRule.IsDue(history, Hour, announced - Hour));
    }

    [Fact]
    public void Without_a_complete_full_run_the_next_one_is_full()
    {
        Assert.Equal(SyncMode.Full, ScheduleRule.ChooseMode(null, TimeSpan.FromHours(24), Noon));
        Assert.Equal(SyncMode.Full, ScheduleRule.ChooseMode(Ended(Noon.AddHours(-1)), TimeSpan.FromHours(24), Noon));
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
        Assert.Equal(expected, ScheduleRule.ChooseMode(history, TimeSpan.FromHours(24), Noon));
    }

    private static KindHistory Ended(DateTimeOffset startedAt) => new() { Kind = SyncKind.Jobs, LastEnded = Run(startedAt, RunStatus.Success) };

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
