namespace Jobvite.Cluster.Tests.Processes;

/// <summary>Asks for a company's records again and again, and knows the longest time without an answer.</summary>
internal sealed class GapMeter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _enough = new();
    private readonly Company _company;
    private readonly Task _asking;

    public GapMeter(Company company)
    {
        _company = company;
        _asking = Ask();
    }

    /// <summary>Between two answers.</summary>
    public TimeSpan Longest { get; private set; }

    public async Task Stop()
    {
        await _enough.CancelAsync();
        await _asking;
    }

    /// <summary>Stops asking, whatever became of it.</summary>
    public void Abandon() => _enough.Cancel();

    public override string ToString() => $"{_company.Id} {Longest.TotalSeconds:0.0} s";

    private async Task Ask()
    {
        var last = TimeProvider.System.GetTimestamp();
        while (!_enough.IsCancellationRequested)
        {
            if (await _company.Answers())
            {
                var gap = TimeProvider.System.GetElapsedTime(last);
                Longest = gap > Longest ? gap : Longest;
                last = TimeProvider.System.GetTimestamp();
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
