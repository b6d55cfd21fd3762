namespace Jobvite.Cluster.Tests.Processes;

/// <summary>A front end as a process, at an address that it keeps over restarts.</summary>
internal sealed class Front(Func<Uri, ChildProcess> start) : IAsyncDisposable
{
    private ChildProcess? _child;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>Above 0 once it was asked to stop.</summary>
    public int Restarts { get; private set; }

    public string Output => _child is null ? "" : _child.Output + _child.Errors;

    public void Start() => _child = start(Url);

    /// <summary>Asks it to stop.</summary>
    public Task<int> Terminate(TimeSpan patience)
    {
        Restarts++;
        return _child!.Terminate(patience);
    }

    public ValueTask DisposeAsync() => _child?.DisposeAsync() ?? ValueTask.CompletedTask;
}
