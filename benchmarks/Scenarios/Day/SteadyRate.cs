namespace Jobvite.Benchmarks.Day;

/// <summary>Does something again and again at a steady rate, whether the last time has ended or not, until it is disposed of.</summary>
internal sealed class SteadyRate : IAsyncDisposable
{
    private const int MostUnderWay = 64;

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _room = new(MostUnderWay);
    private readonly Func<int, Task> _step;
    private readonly Task _going;
    private long _failed;

    /// <param name="perSecond">How often.</param>
    /// <param name="step">What, given its number.</param>
    public SteadyRate(double perSecond, Func<int, Task> step)
    {
        _step = step;
        _going = Go(perSecond);
    }

    public long Failed => Interlocked.Read(ref _failed);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _going;
        _room.Dispose();
        _stopping.Dispose();
    }

    private async Task Go(double perSecond)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        try
        {
            for (var number = 0; await timer.WaitForNextTickAsync(_stopping.Token); number++)
            {
                await _room.WaitAsync(_stopping.Token);
                _ = Step(number);
            }
        }
        catch (OperationCanceledException)
        {
            // What is under way may end.
        }

        for (var free = 0; free < MostUnderWay; free++)
        {
            await _room.WaitAsync();
        }
    }

    private async Task Step(int number)
    {
        try
        {
            await _step(number);
        }
        catch (Exception problem) when (problem is HttpRequestException or InvalidOperationException)
        {
            Interlocked.Increment(ref _failed);
        }
        finally
        {
            _room.Release();
        }
    }
}
