using CsCheck;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Budget;

public class BudgetMeterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 19, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Gen<RequestBudgetOptions> AnyLimits =
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 300], Gen.Int[1, 400], Gen.Int[1, 400]).Select((minute, hour, candidates, requisitions) =>
            new RequestBudgetOptions { PerMinute = minute, PerHour = hour, CandidatesPerDay = candidates, RequisitionsPerDay = requisitions });

    private static readonly Gen<(int GapMs, BudgetClass Class, BudgetPriority Priority)> AnyRequest = Gen.Select(
        Gen.Frequency((5, Gen.Int[0, 3000]), (1, Gen.Int[0, 600_000])),
        Gen.Enum<BudgetClass>(),
        Gen.Enum<BudgetPriority>());

    [Fact]
    public void No_window_of_Jobvites_is_ever_overrun() =>
        Gen.Select(AnyLimits, AnyRequest.Array[1, 1200]).Sample((limits, requests) =>
        {
            var meter = new BudgetMeter(limits);
            var granted = new List<(DateTimeOffset At, BudgetClass Class)>();
            var now = Noon;
            foreach (var request in requests)
            {
                now = now.AddMilliseconds(request.GapMs);
                if (meter.TryTake(request.Class, request.Priority, now) is null)
                {
                    granted.Add((now, request.Class));
                }
            }

            AssertSpread(granted, limits.PerMinute, Minute);
            AssertSpread(granted, limits.PerHour, TimeSpan.FromHours(1));
            foreach (var day in granted.GroupBy(g => (PacificDay.Of(g.At), g.Class)))
            {
                var limit = day.Key.Class switch
                {
                    BudgetClass.Candidate => limits.CandidatesPerDay,
                    BudgetClass.Requisition => limits.RequisitionsPerDay,
                    _ => int.MaxValue,
                };
                Assert.True(day.Count() <= limit, "More than the day's limit.");
            }
        });

    [Fact]
    public void A_request_that_is_refused_is_granted_at_the_time_it_was_told_and_not_before() =>
        Gen.Select(AnyLimits, AnyRequest.Array[1, 400], AnyRequest).Sample((limits, requests, last) =>
        {
            var meter = new BudgetMeter(limits);
            var now = Noon;
            foreach (var request in requests)
            {
                now = now.AddMilliseconds(request.GapMs / 10);
                meter.TryTake(request.Class, request.Priority, now);
            }

            if (meter.FindObstacle(last.Class, last.Priority, now) is { } obstacle)
            {
                Assert.NotNull(meter.FindObstacle(last.Class, last.Priority, obstacle.FreeAt.AddMilliseconds(-1)));
                Assert.Null(meter.TryTake(last.Class, last.Priority, obstacle.FreeAt));
            }
        });

    [Fact]
    public void Whatever_a_lower_priority_may_take_a_higher_one_may_take_too() =>
        Gen.Select(AnyLimits, AnyRequest.Array[1, 400], Gen.Enum<BudgetClass>()).Sample((limits, requests, requestClass) =>
        {
            var meter = new BudgetMeter(limits);
            var now = Noon;
            foreach (var request in requests)
            {
                now = now.AddMilliseconds(request.GapMs / 10);
                meter.TryTake(request.Class, request.Priority, now);
            }

            var free = Enum.GetValues<BudgetPriority>().Except([BudgetPriority.Trial]).Select(p => meter.FindObstacle(requestClass, p, now) is null).ToList();
            Assert.Equal(free.OrderDescending(), free);
        });

    [Fact]
    public void A_person_is_served_though_a_full_run_took_all_it_could()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        var taken = 0;
        while (meter.TryTake(BudgetClass.Candidate, BudgetPriority.Full, Noon) is null)
        {
            taken++;
        }

        Assert.Equal(13, taken);
        Assert.Null(meter.TryTake(BudgetClass.Candidate, BudgetPriority.Webhook, Noon));
        Assert.Null(meter.TryTake(BudgetClass.Candidate, BudgetPriority.Person, Noon));
        Assert.Equal(BudgetWindow.Minute, meter.TryTake(BudgetClass.Candidate, BudgetPriority.Person, Noon)?.Window);
    }

    [Fact]
    public void The_sixteenth_request_waits_a_minute_and_the_margin()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        for (var i = 0; i < 15; i++)
        {
            Assert.Null(meter.TryTake(BudgetClass.Other, BudgetPriority.Person, Noon));
        }

        var obstacle = meter.TryTake(BudgetClass.Other, BudgetPriority.Person, Noon);

        Assert.Equal(new BudgetObstacle(BudgetWindow.Minute, Noon + Minute + BudgetMeter.Margin + TimeSpan.FromMilliseconds(1)), obstacle);
    }

    [Theory]
    [InlineData(3, 8, 23)]
    [InlineData(11, 1, 25)]
    public void A_used_up_day_ends_at_Pacific_midnight_also_when_the_clocks_change(int month, int day, int hours)
    {
        var midnight = PacificDay.StartOf(new DateOnly(2026, month, day));
        var meter = new BudgetMeter(new RequestBudgetOptions { RequisitionsPerDay = 1 });
        Assert.Null(meter.TryTake(BudgetClass.Requisition, BudgetPriority.Person, midnight));

        var obstacle = meter.TryTake(BudgetClass.Requisition, BudgetPriority.Person, midnight.AddHours(2));

        Assert.Equal(new BudgetObstacle(BudgetWindow.RequisitionDay, midnight.AddHours(hours)), obstacle);
        Assert.Null(meter.TryTake(BudgetClass.Requisition, BudgetPriority.Person, midnight.AddHours(hours)));
    }

    [Fact]
    public void A_used_up_day_of_requisitions_holds_no_candidate_back()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions { RequisitionsPerDay = 1 });
        meter.TryTake(BudgetClass.Requisition, BudgetPriority.Person, Noon);

        Assert.Equal(BudgetWindow.RequisitionDay, meter.TryTake(BudgetClass.Requisition, BudgetPriority.Person, Noon)?.Window);
        Assert.Null(meter.TryTake(BudgetClass.Candidate, BudgetPriority.Person, Noon));
    }

    [Fact]
    public void Nothing_is_granted_before_Jobvites_wait_is_over()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        meter.Throttle(TimeSpan.FromSeconds(40), Noon);
        meter.Throttle(TimeSpan.FromSeconds(10), Noon);

        Assert.Equal(new BudgetObstacle(BudgetWindow.Throttled, Noon.AddSeconds(40)), meter.TryTake(BudgetClass.Other, BudgetPriority.Person, Noon));
        Assert.Null(meter.TryTake(BudgetClass.Other, BudgetPriority.Person, Noon.AddSeconds(40)));
    }

    [Fact]
    public void A_senseless_wait_is_bounded()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        meter.Throttle(TimeSpan.MaxValue, Noon);
        Assert.Equal(Noon.AddDays(1), meter.TryTake(BudgetClass.Other, BudgetPriority.Person, Noon)?.FreeAt);

        meter = new BudgetMeter(new RequestBudgetOptions());
        meter.Throttle(TimeSpan.FromSeconds(-5), Noon);
        Assert.Null(meter.TryTake(BudgetClass.Other, BudgetPriority.Person, Noon));
    }

    [Fact]
    public void A_meter_goes_on_where_its_state_ended() =>
        Gen.Select(AnyLimits, AnyRequest.Array[1, 300]).Sample((limits, requests) =>
        {
            var one = new BudgetMeter(limits);
            var other = new BudgetMeter(limits);
            var now = Noon;
            foreach (var request in requests)
            {
                now = now.AddMilliseconds(request.GapMs);
                var state = BudgetState.TryRead(other.Capture().ToJson());
                Assert.NotNull(state);
                other = BudgetMeter.From(state, limits);

                Assert.Equal(one.TryTake(request.Class, request.Priority, now), other.TryTake(request.Class, request.Priority, now));
            }
        }, iter: 50);

    [Fact]
    public void The_usage_names_every_limit_and_what_stands_in_the_way()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions { PerMinute = 2 });
        meter.TryTake(BudgetClass.Candidate, BudgetPriority.Person, Noon);
        meter.TryTake(BudgetClass.Requisition, BudgetPriority.Person, Noon.AddSeconds(1));

        var usage = meter.Describe(Noon.AddSeconds(2), waiting: 3);

        var millisecond = TimeSpan.FromMilliseconds(1);
        var midnight = new DateTimeOffset(2026, 5, 5, 7, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            [
                new BudgetWindowUsage(BudgetWindow.Minute, 2, 2, Noon.AddSeconds(62) + millisecond, AvailableAt: Noon.AddSeconds(61) + millisecond),
                usage.Windows[1],
                new BudgetWindowUsage(BudgetWindow.CandidateDay, 1, 20_000, midnight),
                new BudgetWindowUsage(BudgetWindow.RequisitionDay, 1, 500, midnight),
            ],
            usage.Windows);
        Assert.Equal((BudgetWindow.Hour, 2, 850), (usage.Windows[1].Window, usage.Windows[1].Used, usage.Windows[1].Limit));
        Assert.Equal((3, BudgetWindow.Minute, Noon.AddSeconds(61) + millisecond), (usage.Waiting, usage.BlockedBy, usage.BlockedUntil));
    }

    [Fact]
    public void A_day_that_is_used_up_says_until_when()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions { RequisitionsPerDay = 1 });
        meter.TryTake(BudgetClass.Requisition, BudgetPriority.Person, Noon);

        var usage = meter.Describe(Noon, waiting: 0);

        Assert.Equal(new DateTimeOffset(2026, 5, 5, 7, 0, 0, TimeSpan.Zero), usage.Windows[3].AvailableAt);
        Assert.Null(usage.Windows[2].AvailableAt);
    }

    private static void AssertSpread(List<(DateTimeOffset At, BudgetClass Class)> granted, int limit, TimeSpan length)
    {
        for (var last = limit; last < granted.Count; last++)
        {
            Assert.True(granted[last].At - granted[last - limit].At >= length, $"More than {limit} within {length}.");
        }
    }
}
