using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Refreshes;

public sealed class RefreshPaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RefreshPace _pace;

    public RefreshPaceTests() => _pace = new RefreshPace(SyncKind.Candidates, new Random(1), _time);

    [Fact]
    public async Task The_first_events_wait_for_nothing_and_ask_nobody() =>
        Assert.False(await _pace.Gather(100, () => throw new InvalidOperationException("Nobody needs to be asked."), Cancelled));

    [Fact]
    public async Task A_lone_event_waits_for_nothing_while_there_is_plenty()
    {
        _pace.Ended(requests: 1);
        _pace.Hint();
        Assert.False(await Gather(events: 1, used: 3));
    }

    [Fact]
    public async Task A_burst_is_waited_for_until_it_is_over()
    {
        _pace.Ended(requests: 1);
        _pace.Hint();
        var gathering = Gather(events: 20, used: 1);
        for (var hint = 0; hint < 8; hint++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            _pace.Hint();
            Assert.False(gathering.IsCompleted);
        }

        await Elapse(gathering, RefreshPace.Quiet);
        Assert.True(await gathering);
    }

    [Fact]
    public async Task A_burst_without_end_is_not_waited_for()
    {
        _pace.Ended(requests: 1);
        var gathering = Gather(events: 20, used: 1);
        var waited = TimeSpan.Zero;
        while (!gathering.IsCompleted)
        {
            _pace.Hint();
            waited += await Step();
        }

        Assert.True(await gathering);
        Assert.InRange(waited, TimeSpan.FromSeconds(8.4), TimeSpan.FromSeconds(12.1));
    }

    [Fact]
    public async Task With_the_minute_nearly_gone_even_a_lone_event_waits_for_others()
    {
        _pace.Ended(requests: 3);
        var gathering = Gather(events: 1, used: 12);
        var waited = TimeSpan.Zero;
        while (!gathering.IsCompleted)
        {
            waited += await Step();
        }

        Assert.True(await gathering);
        Assert.InRange(waited, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task What_is_long_ago_is_no_reason_to_wait()
    {
        _pace.Ended(requests: 50);
        _time.Advance(GatherRule.LongestPause);
        Assert.False(await Gather(events: 500, used: 14));
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_called_off()
    {
        using var stop = new CancellationTokenSource();
        _pace.Ended(requests: 10);
        var gathering = _pace.Gather(1, () => Task.FromResult(Usage(14)), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gathering);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static BudgetUsage Usage(int used) => new() { Windows = [new(BudgetWindow.Minute, used, 15, null)] };

    private Task<bool> Gather(int events, int used) => _pace.Gather(events, () => Task.FromResult(Usage(used)), Cancelled);

    private async Task<TimeSpan> Step()
    {
        var step = TimeSpan.FromMilliseconds(50);
        _time.Advance(step);
        await Task.Yield();
        return step;
    }

    private async Task Elapse(Task until, TimeSpan atMost)
    {
        for (var passed = TimeSpan.Zero; passed <= atMost && !until.IsCompleted; passed += await Step())
        {
        }
    }
}
