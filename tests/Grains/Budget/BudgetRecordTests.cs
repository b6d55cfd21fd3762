using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Budget;

public sealed class BudgetRecordTests
{
    private const string Key = "budget:key:stage:0011";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryBudgetStore _store = new();

    [Fact]
    public async Task What_is_saved_is_there_for_the_next_activation()
    {
        Assert.Equal(BudgetSave.Saved, await Spend(await Load(), 3));
        Assert.Equal(3, Used(await Load()));
    }

    [Fact]
    public async Task Trials_of_a_key_that_nobody_has_leave_no_record()
    {
        var record = await Load();
        Assert.Equal(BudgetSave.Saved, await Spend(record, 1, BudgetPriority.Trial));
        Assert.Null(_store.StateOf(Key));
        Assert.Equal(1, Used(record));
    }

    [Fact]
    public async Task What_cannot_be_saved_is_not_spent_and_a_throttle_stays()
    {
        var record = await Load();
        _store.Failing[Key] = true;
        record.Throttle(TimeSpan.FromSeconds(40));
        Assert.Equal(BudgetSave.Failed, await record.Save(new BudgetMeter(new RequestBudgetOptions()).Capture(), requests: 1, onlyTrials: false));
        Assert.Equal((0, true), (Used(record), record.HasUnsavedThrottle));
        Assert.Equal(BudgetWindow.Throttled, Obstacle(record)?.Window);
    }

    [Fact]
    public async Task What_another_activation_has_spent_counts()
    {
        var (late, first) = (await Load(), await Load());
        await Spend(first, 2);

        Assert.Equal(BudgetSave.Overtaken, await Spend(late, 5));

        Assert.Equal((2, false), (Used(late), late.HasUnsavedThrottle));
        Assert.Equal(BudgetSave.Saved, await Spend(late, 1));
        Assert.Equal(3, Used(await Load()));
    }

    [Fact]
    public async Task A_throttle_that_is_reported_while_the_other_record_is_read_is_saved_next()
    {
        var (late, first) = (await Load(), await Load());
        await Spend(first, 2);
        _store.WhileLoading[Key] = () =>
        {
            late.Throttle(TimeSpan.FromSeconds(40));
            return Task.CompletedTask;
        };
        Assert.Equal(BudgetSave.Overtaken, await Spend(late, 5));
        Assert.Equal((2, true), (Used(late), late.HasUnsavedThrottle));
        Assert.Equal(BudgetWindow.Throttled, Obstacle(late)?.Window);
    }

    [Fact]
    public async Task A_damaged_record_pauses_for_the_minute_that_it_may_have_held()
    {
        _store.Put(Key, "{");
        var record = await Load();
        Assert.Equal(_time.GetUtcNow() + TimeSpan.FromMinutes(1), Obstacle(record)?.FreeAt);
    }

    private async Task<BudgetRecord> Load()
    {
        var record = new BudgetRecord(_store, new RequestBudgetOptions(), _time, NullLogger.Instance);
        await record.Load(Key, Ct);
        return record;
    }

    private Task<BudgetSave> Spend(BudgetRecord record, int requests, BudgetPriority priority = BudgetPriority.Person)
    {
        var before = record.Meter.Capture();
        for (var i = 0; i < requests; i++)
        {
            Assert.Null(record.Meter.TryTake(BudgetClass.Other, priority, _time.GetUtcNow()));
        }

        return record.Save(before, requests, priority == BudgetPriority.Trial);
    }

    private int Used(BudgetRecord record) => record.Meter.Describe(_time.GetUtcNow(), waiting: 0).Windows[0].Used;

    private BudgetObstacle? Obstacle(BudgetRecord record) => record.Meter.FindObstacle(BudgetClass.Other, BudgetPriority.Person, _time.GetUtcNow());
}
