using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Budget;

public class BudgetStateTests
{
    // What version 0.1 wrote. It must be readable for ever: a budget that forgets gets a customer's key locked out.
    private const string Golden =
        """{"m":[1777921200000,1,1777921201000,1],"h":[1777921215927,2],"c":{"d":"2026-05-04","n":1},"r":{"d":"2026-05-04","n":1},"t":1777921262000,"v":1}""";

    private static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeMilliseconds(1777921200000);

    [Fact]
    public void The_state_is_written_as_it_always_was()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        meter.TryTake(BudgetClass.Candidate, BudgetPriority.Full, Noon);
        meter.TryTake(BudgetClass.Requisition, BudgetPriority.Full, Noon.AddSeconds(1));
        meter.Throttle(TimeSpan.FromMinutes(1), Noon.AddSeconds(2));

        Assert.Equal(Golden, meter.Capture().ToJson());
    }

    [Fact]
    public void The_state_that_was_always_written_is_read()
    {
        var state = BudgetState.TryRead(Golden);

        Assert.NotNull(state);
        var usage = BudgetMeter.From(state, new RequestBudgetOptions()).Describe(Noon.AddSeconds(3), waiting: 0);
        Assert.Equal([2, 2, 1, 1], usage.Windows.Select(w => w.Used));
        Assert.Equal((BudgetWindow.Throttled, Noon.AddSeconds(62)), (usage.BlockedBy, usage.BlockedUntil));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"m":[],"h":[],"c":{"d":"2026-05-04","n":1},"r":{"d":"2026-05-04","n":1},"v":2}""")]
    public void A_damaged_or_newer_state_is_not_taken_for_an_empty_one(string json) => Assert.Null(BudgetState.TryRead(json));
}
