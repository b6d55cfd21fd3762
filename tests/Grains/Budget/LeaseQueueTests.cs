using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Budget;

public class LeaseQueueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 19, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    [Fact]
    public void The_higher_priority_goes_first_and_within_one_who_came_first()
    {
        var queue = new LeaseQueue(10);
        var full = Enqueue(queue, BudgetPriority.Full);
        var webhook = Enqueue(queue, BudgetPriority.Webhook);
        var person = Enqueue(queue, BudgetPriority.Person);
        var secondPerson = Enqueue(queue, BudgetPriority.Person);

        var round = queue.Serve(new BudgetMeter(new RequestBudgetOptions()), Noon);

        Assert.Equal([person, secondPerson, webhook, full], round.Served);
        Assert.Equal((0, null), (queue.Count, round.WakeAt));
    }

    [Fact]
    public void Who_can_be_served_in_time_waits_and_the_queue_says_when()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        meter.Throttle(TimeSpan.FromSeconds(5), Noon);
        var queue = new LeaseQueue(10);
        var waiter = Enqueue(queue, BudgetPriority.Full);

        var round = queue.Serve(meter, Noon);

        Assert.Empty(round.Served);
        Assert.Equal(Noon.AddSeconds(5), round.WakeAt);
        Assert.False(waiter.Answer.IsCompleted);
        Assert.Equal([waiter], queue.Serve(meter, Noon.AddSeconds(5)).Served);
    }

    [Fact]
    public async Task Who_cannot_be_served_in_time_is_told_so_at_once()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions());
        meter.Throttle(TimeSpan.FromSeconds(9), Noon);
        var queue = new LeaseQueue(10);
        var waiter = Enqueue(queue, BudgetPriority.Person);

        queue.Serve(meter, Noon);

        Assert.Equal(new BudgetLease(false, TimeSpan.FromSeconds(9), BudgetWindow.Throttled), await waiter.Answer);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void A_used_up_limit_of_one_class_does_not_hold_back_the_others_behind_it()
    {
        var meter = new BudgetMeter(new RequestBudgetOptions { RequisitionsPerDay = 1 });
        meter.TryTake(BudgetClass.Requisition, BudgetPriority.Person, Noon);
        var queue = new LeaseQueue(10);
        Enqueue(queue, BudgetPriority.Person, BudgetClass.Requisition);
        var candidate = Enqueue(queue, BudgetPriority.Background);

        Assert.Equal([candidate], queue.Serve(meter, Noon).Served);
    }

    [Fact]
    public void A_full_queue_gives_up_its_last_and_lowest_for_somebody_higher()
    {
        var queue = new LeaseQueue(2);
        Enqueue(queue, BudgetPriority.Full);
        var lowest = Enqueue(queue, BudgetPriority.Background);

        var crowdedOut = queue.Enqueue(new LeaseWaiter(BudgetClass.Other, BudgetPriority.Person, Noon + Patience));

        Assert.Same(lowest, crowdedOut);
        Assert.Equal(2, queue.Count);
    }

    [Fact]
    public void A_full_queue_sends_away_a_newcomer_who_is_not_higher()
    {
        var queue = new LeaseQueue(1);
        Enqueue(queue, BudgetPriority.Full);
        var newcomer = new LeaseWaiter(BudgetClass.Other, BudgetPriority.Full, Noon + Patience);

        Assert.Same(newcomer, queue.Enqueue(newcomer));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task Everybody_is_answered_when_the_queue_closes()
    {
        var queue = new LeaseQueue(10);
        var waiters = Enum.GetValues<BudgetPriority>().Select(p => Enqueue(queue, p)).ToList();

        queue.RefuseAll(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(waiters.Select(w => w.Answer)), lease => Assert.False(lease.Granted));
        Assert.Equal(0, queue.Count);
    }

    private static LeaseWaiter Enqueue(LeaseQueue queue, BudgetPriority priority, BudgetClass requestClass = BudgetClass.Candidate)
    {
        var waiter = new LeaseWaiter(requestClass, priority, Noon + Patience);
        Assert.Null(queue.Enqueue(waiter));
        return waiter;
    }
}
