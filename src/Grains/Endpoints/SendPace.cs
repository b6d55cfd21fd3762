namespace Jobvite.Grains.Endpoints;

/// <summary>Spreads requests so that no second has more than allowed. Thread-safe.</summary>
internal sealed class SendPace(int perSecond, TimeProvider time)
{
    /// <summary>Those of so long may come at once: timers are not exact.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly TimeSpan _step = TimeSpan.FromSeconds(1) / perSecond;
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next = TimeSpan.Zero;

    public Task Wait(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            var at = _next > now - Slack ? _next : now - Slack;
            _next = at + _step;
            return at <= now ? Task.CompletedTask : Task.Delay(at - now, time, cancellationToken);
        }
    }
}
