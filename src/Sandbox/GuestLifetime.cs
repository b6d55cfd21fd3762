namespace Jobvite.Sandbox;

/// <summary>
/// Leaves the process's signals alone. The usual console lifetime would stop the sandbox at Ctrl-C before the host around it
/// has finished talking to it.
/// </summary>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
