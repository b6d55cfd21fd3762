namespace Jobvite.WebFrontend;

/// <summary>Asks a silo every three seconds how its database is, so that the front's figures tell it when callers get 503.</summary>
internal sealed class DatabaseProbe(ClusterGrains grains, FrontendInstruments instruments, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            instruments.DatabaseUp = lifetime.ApplicationStarted.IsCancellationRequested && await IsUp(stoppingToken);
            await Task.Delay(instruments.DatabaseUp ? Pause : Pause / 3, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsUp(CancellationToken cancellationToken)
    {
        try
        {
            return await grains.Database.IsUp().WaitAsync(Pause, time, cancellationToken);
        }
        catch (Exception)
        {
            // No silo answers, so nobody knows; the readiness check says why.
            return false;
        }
    }
}
