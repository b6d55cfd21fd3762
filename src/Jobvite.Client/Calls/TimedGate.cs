namespace Jobvite.Client;

/// <summary>Tells a probe how long Jobvite took, without the wait at the gate, and whether an exception was the gate's own.</summary>
internal sealed class TimedGate(IRequestGate gate, TimeProvider time) : IRequestGate
{
    private long? _entered;

    public bool Threw { get; private set; }

    public TimeSpan SinceEntered => _entered is { } entered ? time.GetElapsedTime(entered) : TimeSpan.Zero;

    public async ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct)
    {
        Threw = true;
        await gate.EnterAsync(endpoint, ct).ConfigureAwait(false);
        Threw = false;
        _entered = time.GetTimestamp();
    }

    public void Attempted(JobviteEndpoint endpoint, JobviteFailure? failure) => gate.Attempted(endpoint, failure);

    public async ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct)
    {
        Threw = true;
        await gate.ThrottledAsync(wait, ct).ConfigureAwait(false);
        Threw = false;
    }
}
