namespace Jobvite.Client;

/// <summary>Stands before every HTTP attempt: the place where a company's request budget is spent.</summary>
public interface IRequestGate
{
    /// <summary>Awaited before every HTTP attempt, retries included. Whatever it throws reaches the caller as it is and ends the call.</summary>
    ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct);

    /// <summary>Told each time Jobvite says that there were too many requests, with the wait it asked for (or the assumed one).</summary>
    ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct);

    /// <summary>Told what came of every HTTP attempt that reached its end; must be quick and must not throw.</summary>
    /// <param name="endpoint">Where it went.</param>
    /// <param name="failure">Null when Jobvite answered as asked.</param>
    void Attempted(JobviteEndpoint endpoint, JobviteFailure? failure)
    {
    }
}

/// <summary>Ready-made gates.</summary>
public static class RequestGate
{
    /// <summary>Always lets through. For single probes and tests; a program that syncs needs a real one.</summary>
    public static IRequestGate Open { get; } = new OpenGate();

    private sealed class OpenGate : IRequestGate
    {
        public ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct) => ValueTask.CompletedTask;

        public ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct) => ValueTask.CompletedTask;
    }
}

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

/// <summary>How much of a call's total time is left. Waiting at the gate does not count: a company whose budget is spent waits there for minutes.</summary>
internal sealed class CallClock(TimeProvider time, TimeSpan total)
{
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _atTheGate;

    public TimeSpan Left => total - (time.GetElapsedTime(_started) - _atTheGate);

    public async ValueTask WaitAsync(ValueTask gate)
    {
        var before = time.GetTimestamp();
        await gate.ConfigureAwait(false);
        _atTheGate += time.GetElapsedTime(before);
    }
}
