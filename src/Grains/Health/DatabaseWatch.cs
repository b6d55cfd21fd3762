using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Orleans.Concurrency;

namespace Jobvite.Grains.Health;

/// <summary>Asks the database every two seconds whether it is there and takes writes.</summary>
internal sealed class DatabaseWatch(IHealthStore store, GrainsInstruments instruments, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (await Answers(stoppingToken))
            {
                instruments.DatabaseIsUp();
            }
            else if (!stoppingToken.IsCancellationRequested)
            {
                instruments.DatabaseIsDown(time.GetUtcNow());
            }
        }
    }

    /// <summary>What the answer would be does not matter; why there is none is in the log of whoever needs one.</summary>
    private async Task<bool> Answers(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await store.Ping(either.Token).WaitAsync(either.Token);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}

/// <inheritdoc cref="IDatabaseGrain"/>
[StatelessWorker]
internal sealed class DatabaseGrain(GrainsInstruments instruments) : Grain, IDatabaseGrain
{
    public Task<bool> IsUp() => Task.FromResult(instruments.DatabaseDownSince is null);
}
