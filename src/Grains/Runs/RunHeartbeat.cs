using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>
/// Shows that a run's holder lives, however long a page or a lease takes, and hears whether it must stop. The sweeper takes a run away
/// from a holder that is silent for longer.
/// </summary>
internal sealed class RunHeartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _cancel;
    private readonly Task _beating;

    /// <param name="run">The right to write.</param>
    /// <param name="runs">Where the signs of life go.</param>
    /// <param name="count">What the run sends; noted with every beat.</param>
    /// <param name="time">The clock.</param>
    /// <param name="keepAlive">Called with every beat: a run may take longer than an idle activation lives.</param>
    /// <param name="cancel">A person asked for an end here.</param>
    /// <param name="stopping">The activation goes away.</param>
    public RunHeartbeat(RunRef run, IRunStore runs, RequestCount count, TimeProvider time, Action keepAlive, CancellationToken cancel, CancellationToken stopping)
    {
        _cancel = cancel;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        _beating = Beat(run, runs, count, time, keepAlive);
    }

    /// <summary>Cancelled when the run must not go on here, whatever the reason.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Somebody else has taken the run, or it has ended.</summary>
    public bool IsLost { get; private set; }

    /// <summary>A person asked for an end, here or elsewhere.</summary>
    public bool IsCancelled => _cancel.IsCancellationRequested || CancelHeard;

    private bool CancelHeard { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        _stop.Dispose();
    }

    private async Task Beat(RunRef run, IRunStore runs, RequestCount count, TimeProvider time, Action keepAlive)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                keepAlive();
                await count.Note(_stop.Token);
                var pulse = await Pulse(run, runs);
                IsLost = pulse == RunPulse.Lost;
                CancelHeard = pulse == RunPulse.CancelRequested;
                if (pulse != RunPulse.Alive)
                {
                    await _stop.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end of the run, or of this holder.
        }
    }

    private async Task<RunPulse> Pulse(RunRef run, IRunStore runs)
    {
        try
        {
            return await runs.Heartbeat(run, _stop.Token);
        }
        catch (StorageUnavailableException)
        {
            // The database is away for a moment. If it stays away, storing the next page says so.
            return RunPulse.Alive;
        }
    }
}
