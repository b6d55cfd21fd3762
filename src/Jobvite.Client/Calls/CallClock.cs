namespace Jobvite.Client;

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
