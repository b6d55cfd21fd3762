using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Budget;

public class BudgetGateTests
{
    private const string Key = "budget:prod:acme";
    private readonly FakeTimeProvider _time = new();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly IRequestBudgetGrain _budget = Substitute.For<IRequestBudgetGrain>();

    public BudgetGateTests() => _grains.GetGrain<IRequestBudgetGrain>(Key).Returns(_budget);

    [Theory]
    [InlineData(JobviteEndpoint.Job, BudgetClass.Requisition)]
    [InlineData(JobviteEndpoint.Candidate, BudgetClass.Candidate)]
    [InlineData(JobviteEndpoint.Onboarding, BudgetClass.Other)]
    public async Task An_attempt_leases_one_request_of_its_class(JobviteEndpoint endpoint, BudgetClass requestClass)
    {
        Answer(new BudgetLease(true));

        await Gate(TimeSpan.Zero).EnterAsync(endpoint, TestContext.Current.CancellationToken);

        await _budget.Received(1).Lease(requestClass, BudgetPriority.Webhook, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_attempt_comes_back_when_it_was_told_to()
    {
        Answer(new BudgetLease(false, TimeSpan.FromSeconds(20), BudgetWindow.Minute), new BudgetLease(true));

        var entering = Gate(TimeSpan.FromSeconds(30)).EnterAsync(JobviteEndpoint.Job, TestContext.Current.CancellationToken).AsTask();

        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(entering.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await entering.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_attempt_that_would_wait_too_long_fails_at_once_and_says_why()
    {
        Answer(new BudgetLease(false, TimeSpan.FromSeconds(31), BudgetWindow.Hour));

        var exception = await Assert.ThrowsAsync<BudgetExhaustedException>(
            async () => await Gate(TimeSpan.FromSeconds(30)).EnterAsync(JobviteEndpoint.Job, TestContext.Current.CancellationToken));

        Assert.Equal((TimeSpan.FromSeconds(31), BudgetWindow.Hour), (exception.RetryAfter, exception.Window));
        Assert.Equal("Jobvite's limit of requests per hour is used up. Try again in 31 seconds.", exception.Message);
    }

    [Fact]
    public async Task A_refusal_without_a_time_is_not_repeated_without_a_pause()
    {
        Answer(new BudgetLease(false), new BudgetLease(true));

        var entering = Gate(TimeSpan.FromSeconds(30)).EnterAsync(JobviteEndpoint.Job, TestContext.Current.CancellationToken).AsTask();

        Assert.False(entering.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await entering.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Waiting_ends_with_the_caller()
    {
        Answer(new BudgetLease(false, TimeSpan.FromSeconds(20), BudgetWindow.Minute));
        using var caller = new CancellationTokenSource();

        var entering = Gate(TimeSpan.FromSeconds(30)).EnterAsync(JobviteEndpoint.Job, caller.Token).AsTask();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
    }

    [Fact]
    public async Task What_Jobvite_asks_to_wait_is_reported()
    {
        await Gate(TimeSpan.Zero).ThrottledAsync(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);

        await _budget.Received(1).ReportThrottled(TimeSpan.FromSeconds(7));
    }

    private BudgetGate Gate(TimeSpan longestWait) => new(_grains, Key, BudgetPriority.Webhook, longestWait, _time);

    private void Answer(BudgetLease first, params BudgetLease[] next) =>
        _budget.Lease(default, default, default).ReturnsForAnyArgs(first, next);
}
