namespace Jobvite.Client;

/// <summary>Ready-made gates.</summary>
public static class RequestGate
{
    /// <summary>Always lets through. For single probes and tests; a program that syncs needs a real one.</summary>
    public static IRequestGate Open { get; } = new OpenGate();

    private sealed class OpenGate : IRequestGate
    {
        public ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct) => ValueTask.CompletedTask;

        public ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct) => ValueTask.CompletedTask;
    }
}
