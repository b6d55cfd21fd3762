namespace Jobvite.WebFrontend;

/// <summary>How many silos this front end is connected to just now. Orleans tells of every change.</summary>
internal sealed class GatewayConnections
{
    private int _open;

    public bool Any => Volatile.Read(ref _open) > 0;

    /// <summary>Takes the difference and not the figure: two changes at once may be told in the wrong order.</summary>
    public void Changed(int now, int before) => Interlocked.Add(ref _open, now - before);
}
