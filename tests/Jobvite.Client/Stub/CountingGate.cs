namespace Jobvite.Client.Tests;

internal sealed class CountingGate : IRequestGate
{
    public List<JobviteEndpoint> Entered { get; } = [];

    public List<TimeSpan> Throttled { get; } = [];

    public Func<Exception?> Refuses { get; set; } = static () => null;

    public ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct)
    {
        if (Refuses() is { } exception)
        {
            throw exception;
        }

        Entered.Add(endpoint);
        return ValueTask.CompletedTask;
    }

    public ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct)
    {
        Throttled.Add(wait);
        return ValueTask.CompletedTask;
    }
}
