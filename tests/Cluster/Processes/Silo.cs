namespace Jobvite.Cluster.Tests.Processes;

/// <summary>A silo as a process, on ports that it keeps over restarts.</summary>
internal sealed class Silo(Func<(int Port, int Gateway, int Http), ChildProcess> start) : IAsyncDisposable
{
    private readonly (int Port, int Gateway, int Http) _ports = (FreePort.Next(), FreePort.Next(), FreePort.Next());

    /// <summary>The process; it is another one after a restart.</summary>
    public ChildProcess Process { get; private set; } = null!;

    /// <summary>By which the cluster knows it.</summary>
    public int Port => _ports.Port;

    public Uri HealthUrl => new($"http://127.0.0.1:{_ports.Http}");

    public bool Runs => Process is { HasEnded: false };

    public string Output => Process is null ? "" : Process.Output + Process.Errors;

    public void Start() => Process = start(_ports);

    public ValueTask DisposeAsync() => Process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
