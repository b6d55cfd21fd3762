using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Refreshes;

/// <summary>
/// Keeps the refreshes of one company and kind apart by <see cref="GatherRule"/>. Lives inside one activation, whose calls interleave
/// with its waits.
/// </summary>
internal sealed class RefreshPace(SyncKind kind, Random random, TimeProvider time)
{
    /// <summary>When no hint has come for this long, a burst is over. More than the pause between two hints of the inbox.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    /// <summary>Bursts at many companies begin together, after a start for instance; refreshes that all end theirs together would do so again each time.</summary>
    private const double Spread = 0.3;

    private long? _ended;
    private long _hinted = time.GetTimestamp();
    private int _requests;

    /// <summary>There are new events.</summary>
    public void Hint() => _hinted = time.GetTimestamp();

    /// <summary>A refresh has ended.</summary>
    public void Ended(int requests) => (_ended, _requests) = (time.GetTimestamp(), requests);

    /// <summary>
    /// Waits before the next refresh where that saves requests: for as long as the budget asks for, and while a burst goes on. True when
    /// time has passed, so that more events may be due than were seen before.
    /// </summary>
    /// <param name="events">How many are due. A single one is no burst.</param>
    /// <param name="usage">Asked only when the last refresh is not long ago.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> Gather(int events, Func<Task<BudgetUsage>> usage, CancellationToken cancellationToken)
    {
        if (_ended is not { } ended || time.GetElapsedTime(ended) >= GatherRule.LongestPause)
        {
            return false;
        }

        var budget = await usage();
        var pause = GatherRule.PauseAfter(_requests, kind, budget);
        var burst = events > 1 ? GatherRule.WaitForBurst(budget) * (1 - (Spread * random.NextDouble())) : TimeSpan.Zero;
        var waited = false;
        while (Remaining(pause - time.GetElapsedTime(ended), burst - time.GetElapsedTime(ended)) is { Ticks: > 0 } wait)
        {
            // A timer counts whole milliseconds, and must not spin through the last of them.
            await Task.Delay(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), time, cancellationToken);
            waited = true;
        }

        return waited;
    }

    private TimeSpan Remaining(TimeSpan pause, TimeSpan burst)
    {
        var noise = Quiet - time.GetElapsedTime(_hinted);
        var forBurst = noise < burst ? noise : burst;
        return pause > forBurst ? pause : forBurst;
    }
}
