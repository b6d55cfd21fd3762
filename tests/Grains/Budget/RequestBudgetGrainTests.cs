using System.Runtime.CompilerServices;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Budget;

[Collection(BudgetClusterCollection.Name)]
public class RequestBudgetGrainTests(BudgetCluster cluster)
{
    private readonly FakeTimeProvider _time = cluster.Time;

    [Fact]
    public async Task A_minute_grants_its_limit_and_then_says_how_long_to_wait()
    {
        var budget = cluster.Budget(Key());

        var granted = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => Lease(budget, BudgetPriority.Person)));
        var refused = await Lease(budget, BudgetPriority.Person);

        Assert.All(granted, lease => Assert.True(lease.Granted));
        Assert.Equal((false, BudgetWindow.Minute), (refused.Granted, refused.Exhausted));
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(62));
    }

    [Fact]
    public async Task A_request_is_on_record_before_its_grant_is_answered()
    {
        var key = Key();
        cluster.Store.HeldUp[key] = new TaskCompletionSource();

        var leasing = Lease(cluster.Budget(key), BudgetPriority.Person);
        await Until(() => cluster.Store.SavesOf(key) == 1);
        Assert.False(leasing.IsCompleted);
        cluster.Store.HeldUp[key].SetResult();

        Assert.True((await leasing).Granted);
        Assert.NotNull(cluster.Store.StateOf(key));
    }

    [Fact]
    public async Task One_save_covers_everybody_who_came_during_the_last()
    {
        var key = Key();
        cluster.Store.HeldUp[key] = new TaskCompletionSource();
        var budget = cluster.Budget(key);

        var first = Lease(budget, BudgetPriority.Person);
        await Until(() => cluster.Store.SavesOf(key) == 1);
        var others = Enumerable.Range(0, 9).Select(_ => Lease(budget, BudgetPriority.Person)).ToList();
        await Until(async () => (await budget.GetUsage()).Waiting == 9);
        cluster.Store.HeldUp[key].SetResult();

        Assert.All(await Task.WhenAll([first, .. others]), lease => Assert.True(lease.Granted));
        Assert.Equal(2, cluster.Store.SavesOf(key));
    }

    [Fact]
    public async Task What_cannot_be_put_on_record_is_not_granted_and_not_spent()
    {
        var key = Key();
        var budget = cluster.Budget(key);
        cluster.Store.Failing[key] = true;

        var refused = await Lease(budget, BudgetPriority.Person);
        cluster.Store.Failing.Clear();
        var granted = await Lease(budget, BudgetPriority.Person);

        Assert.Equal((false, null), (refused.Granted, refused.Exhausted));
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.True(granted.Granted);
        Assert.Equal(1, (await budget.GetUsage()).Windows[0].Used);
    }

    [Fact]
    public async Task What_another_activation_has_spent_counts_though_this_one_never_saw_it()
    {
        var key = Key();
        Assert.True((await Lease(cluster.Budget(key), BudgetPriority.Person)).Granted);
        cluster.Store.Put(key, Spent(14));

        var last = await Lease(cluster.Budget(key), BudgetPriority.Person);
        var refused = await Lease(cluster.Budget(key), BudgetPriority.Person);

        Assert.True(last.Granted);
        Assert.Equal((false, BudgetWindow.Minute), (refused.Granted, refused.Exhausted));
    }

    [Fact]
    public async Task A_wait_that_Jobvite_asked_for_is_kept_though_another_activation_has_spent_meanwhile()
    {
        var key = Key();
        Assert.True((await Lease(cluster.Budget(key), BudgetPriority.Person)).Granted);
        cluster.Store.Put(key, Spent(2));

        await cluster.Budget(key).ReportThrottled(TimeSpan.FromMinutes(3));
        await cluster.Restart(key);

        var usage = await cluster.Budget(key).GetUsage();
        Assert.Equal((BudgetWindow.Throttled, 2), (usage.BlockedBy, usage.Windows[0].Used));
    }

    [Fact]
    public async Task A_wait_that_Jobvite_asks_for_while_the_record_is_read_again_is_kept()
    {
        var key = Key();
        Assert.True((await Lease(cluster.Budget(key), BudgetPriority.Person)).Granted);
        cluster.Store.Put(key, Spent(2));
        cluster.Store.WhileLoading[key] = () =>
        {
            cluster.Store.WhileLoading.Clear();
            return cluster.Budget(key).ReportThrottled(TimeSpan.FromMinutes(3));
        };

        var refused = await Lease(cluster.Budget(key), BudgetPriority.Person);

        Assert.Equal((false, BudgetWindow.Throttled), (refused.Granted, refused.Exhausted));
    }

    [Fact]
    public async Task A_restart_forgets_nothing_that_was_spent()
    {
        var key = Key();
        for (var i = 0; i < 15; i++)
        {
            Assert.True((await Lease(cluster.Budget(key), BudgetPriority.Person)).Granted);
        }

        await cluster.Restart(key);

        Assert.Equal(BudgetWindow.Minute, (await Lease(cluster.Budget(key), BudgetPriority.Person)).Exhausted);
        Assert.Equal(15, (await cluster.Budget(key).GetUsage()).Windows[0].Used);
    }

    [Fact]
    public async Task A_restart_forgets_no_wait_that_Jobvite_asked_for()
    {
        var key = Key();
        await cluster.Budget(key).ReportThrottled(TimeSpan.FromMinutes(3));

        await cluster.Restart(key);

        Assert.Equal(BudgetWindow.Throttled, (await cluster.Budget(key).GetUsage()).BlockedBy);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_costs_a_minute_and_not_the_key()
    {
        var key = Key();
        cluster.Store.Put(key, """{"v":99}""");

        var refused = await Lease(cluster.Budget(key), BudgetPriority.Person);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((false, BudgetWindow.Throttled), (refused.Granted, refused.Exhausted));
        Assert.True((await Lease(cluster.Budget(key), BudgetPriority.Person)).Granted);
    }

    [Fact]
    public async Task Who_waits_is_served_as_soon_as_there_is_a_request_and_a_person_first()
    {
        var budget = cluster.Budget(Key());
        await budget.ReportThrottled(TimeSpan.FromSeconds(6));
        var full = Enumerable.Range(0, 13).Select(_ => Lease(budget, BudgetPriority.Full)).ToList();
        var persons = Enumerable.Range(0, 5).Select(_ => Lease(budget, BudgetPriority.Person)).ToList();
        await Until(async () => (await budget.GetUsage()).Waiting == 18);

        _time.Advance(TimeSpan.FromSeconds(6) + TimeSpan.FromMilliseconds(1));

        Assert.All(await Task.WhenAll(persons), lease => Assert.True(lease.Granted));
        Assert.Equal(8, (await Task.WhenAll(full)).Count(lease => lease.Granted));
    }

    [Fact]
    public async Task Who_waits_for_longer_than_eight_seconds_is_told_when_to_come_back()
    {
        var budget = cluster.Budget(Key());
        await budget.ReportThrottled(TimeSpan.FromSeconds(6));
        var leasing = Lease(budget, BudgetPriority.Full);
        await Until(async () => (await budget.GetUsage()).Waiting == 1);
        await budget.ReportThrottled(TimeSpan.FromSeconds(20));

        var refused = await leasing;

        Assert.Equal((false, BudgetWindow.Throttled), (refused.Granted, refused.Exhausted));
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(20));
        Assert.Equal(0, (await budget.GetUsage()).Waiting);
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_the_queue()
    {
        var budget = cluster.Budget(Key());
        await budget.ReportThrottled(TimeSpan.FromSeconds(6));
        using var caller = new CancellationTokenSource();
        var leasing = budget.Lease(BudgetClass.Other, BudgetPriority.Person, caller.Token);
        await Until(async () => (await budget.GetUsage()).Waiting == 1);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leasing);
        await Until(async () => (await budget.GetUsage()).Waiting == 0);
    }

    [Fact]
    public async Task Who_waits_when_the_grain_goes_is_answered()
    {
        var key = Key();
        await cluster.Budget(key).ReportThrottled(TimeSpan.FromSeconds(6));
        var leasing = Lease(cluster.Budget(key), BudgetPriority.Person);
        await Until(async () => (await cluster.Budget(key).GetUsage()).Waiting == 1);

        await cluster.Restart(key);
        _time.Advance(TimeSpan.FromSeconds(9));

        await leasing.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.True(leasing.IsCompletedSuccessfully);
    }

    /// <summary>The record of a budget of which so many requests have been spent now.</summary>
    private string Spent(int requests)
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        for (var i = 0; i < requests; i++)
        {
            Assert.Null(meter.TryTake(BudgetClass.Candidate, BudgetPriority.Person, _time.GetUtcNow()));
        }

        return meter.Capture().ToJson();
    }

    private static string Key([CallerMemberName] string test = "") => $"budget:prod:{test}";

    private static Task<BudgetLease> Lease(IRequestBudgetGrain budget, BudgetPriority priority) =>
        budget.Lease(BudgetClass.Candidate, priority, TestContext.Current.CancellationToken);

    private static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }
}
