namespace Jobvite.Benchmarks.Load;

/// <summary>Carries out a plan.</summary>
internal sealed class LoadRun(LoadPlan plan, byte[][] requests)
{
    private static readonly TimeSpan BrokenPause = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Dictionary<int, long> _answers = [];
    private readonly List<float> _milliseconds = [];
    private long _next = -1;
    private long _broken;
    private long _withoutRetryAfter;
    private long _started;

    public async Task<LoadReport> Run()
    {
        _started = _time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(_ => Task.Run(KeepBusy)));
        var seconds = _time.GetElapsedTime(_started).TotalSeconds;
        _milliseconds.Sort();
        return new LoadReport(_answers, _broken, seconds, At(0.5), At(0.99), At(1), _withoutRetryAfter);
    }

    private double At(double share) => _milliseconds.Count == 0 ? 0 : _milliseconds[(int)Math.Min(_milliseconds.Count - 1, share * _milliseconds.Count)];

    private async Task KeepBusy()
    {
        using var connection = new LoadConnection(plan.Port);
        Dictionary<int, long> answers = [];
        List<float> milliseconds = [];
        var broken = 0L;
        while (_time.GetElapsedTime(_started).TotalSeconds < plan.Seconds)
        {
            var number = Interlocked.Increment(ref _next);
            var from = await Turn(number);
            var status = await connection.Ask(requests[number % requests.Length]);
            if (status == 0)
            {
                broken++;
                await Task.Delay(BrokenPause);
                continue;
            }

            answers[status] = answers.GetValueOrDefault(status) + 1;
            milliseconds.Add((float)_time.GetElapsedTime(from).TotalMilliseconds);
        }

        lock (_answers)
        {
            _broken += broken;
            _withoutRetryAfter += connection.WithoutRetryAfter;
            _milliseconds.AddRange(milliseconds);
            foreach (var (status, count) in answers)
            {
                _answers[status] = _answers.GetValueOrDefault(status) + count;
            }
        }
    }

    /// <summary>With a rate, a request has its time: what a late answer before it costs counts as waiting, not as less load.</summary>
    private async Task<long> Turn(long number)
    {
        if (plan.PerSecond is not { } rate)
        {
            return _time.GetTimestamp();
        }

        var due = _started + (long)(number / rate * _time.TimestampFrequency);
        var early = TimeSpan.FromSeconds((double)(due - _time.GetTimestamp()) / _time.TimestampFrequency);
        if (early > TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(early);
        }

        return due;
    }
}
