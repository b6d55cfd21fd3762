namespace Jobvite.Cluster.Tests.Silos;

/// <summary>
/// A clock that stands still until a test sets it, so that a slow machine changes nothing. Timers run in real time: silos go on probing
/// each other, and nobody waits for a test to move his timer. It begins in the past and stays there: Orleans numbers silos by the system's
/// clock whatever this one says, and takes those whose number lies far behind this clock for dead.
/// </summary>
internal sealed class SetTime : TimeProvider
{
    private long _ticks = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
