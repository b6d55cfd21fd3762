using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Budget;

public sealed class TrialMeterTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeMilliseconds(1777921200000);
    private readonly BudgetMeter _meter = new(new RequestBudgetOptions());

    [Fact]
    public void Trials_take_six_of_fifteen_and_leave_the_rest_to_the_keys_owner()
    {
        Assert.Equal(6, Take(BudgetPriority.Trial, 20, _meter));
        Assert.Equal(BudgetWindow.Trial, _meter.TryTake(BudgetClass.Candidate, BudgetPriority.Trial, Noon)!.Window);
        Assert.Equal(7, Take(BudgetPriority.Full, 20, _meter));
        Assert.Equal(2, Take(BudgetPriority.Person, 20, _meter));
    }

    [Fact]
    public void Strangers_who_try_a_key_all_day_leave_its_owner_three_quarters()
    {
        var taken = 0;
        for (var minute = 0; minute < 12 * 60; minute++)
        {
            taken += _meter.TryTake(BudgetClass.Requisition, BudgetPriority.Trial, Noon.AddMinutes(minute * 0.5)) is null ? 1 : 0;
        }

        Assert.Equal(125, taken);
        Assert.Null(_meter.FindObstacle(BudgetClass.Requisition, BudgetPriority.Full, Noon.AddHours(6).AddMinutes(2)));
    }

    [Fact]
    public void What_trials_have_spent_survives_a_restart_and_counts_as_spent()
    {
        Take(BudgetPriority.Trial, 6, _meter);
        var text = _meter.Capture().ToJson();

        var after = BudgetMeter.From(BudgetState.TryRead(text)!, new RequestBudgetOptions());

        Assert.Contains("\"x\":", text, StringComparison.Ordinal);
        Assert.Equal(0, Take(BudgetPriority.Trial, 1, after));
        Assert.Equal(6, after.Describe(Noon, waiting: 0).Windows[0].Used);
    }

    [Fact]
    public void What_two_meters_of_one_key_have_spent_is_added()
    {
        var other = new BudgetMeter(new RequestBudgetOptions());
        Take(BudgetPriority.Person, 4, _meter);
        Take(BudgetPriority.Person, 5, other);
        other.Throttle(TimeSpan.FromMinutes(1), Noon);

        var both = BudgetMeter.From(_meter.Capture().Plus(other.Capture()), new RequestBudgetOptions()).Describe(Noon, waiting: 0);

        Assert.Equal([9, 9, 9, 0], both.Windows.Select(window => window.Used));
        Assert.Equal(BudgetWindow.Throttled, both.BlockedBy);
    }

    private static int Take(BudgetPriority priority, int times, BudgetMeter meter) =>
        Enumerable.Range(0, times).Count(_ => meter.TryTake(BudgetClass.Candidate, priority, Noon) is null);
}
