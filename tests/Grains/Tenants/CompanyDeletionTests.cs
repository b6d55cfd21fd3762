using Jobvite.Grains.Tenants;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Tenants;

public sealed class CompanyDeletionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource> _attempts = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_takes_long_is_answered_before_its_end_and_goes_on()
    {
        await using var deletion = Create();
        deletion.Begin();
        var waiting = deletion.Wait(Stop);
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(15));
        await waiting;

        deletion.Begin();
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task Who_waits_hears_of_a_failure_and_may_begin_anew()
    {
        await using var deletion = Create();
        deletion.Begin();
        _attempts[0].SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => deletion.Wait(Stop));

        deletion.Begin();
        _attempts[1].SetResult();
        await deletion.Wait(Stop);
        Assert.Equal(2, _attempts.Count);
    }

    [Fact]
    public async Task An_activation_that_goes_away_ends_its_attempt_and_begins_no_other()
    {
        var deletion = Create();
        deletion.Begin();
        await deletion.DisposeAsync();
        Assert.True(_attempts[0].Task.IsCanceled);

        deletion.Begin();
        Assert.Single(_attempts);
    }

    private CompanyDeletion Create() => new(
        async stopping =>
        {
            var attempt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _attempts.Add(attempt);
            await using var end = stopping.Register(() => attempt.TrySetCanceled(stopping));
            await attempt.Task;
        },
        _time,
        NullLogger.Instance);
}
