namespace Jobvite.Client;

/// <summary>Stands before every HTTP attempt: the place where a company's request budget is spent.</summary>
public interface IRequestGate
{
    /// <summary>Awaited before every HTTP attempt, retries included. Whatever it throws reaches the caller as it is and ends the call.</summary>
    ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct);

    /// <summary>Told each time Jobvite says that there were too many requests, with the wait it asked for (or the assumed one).</summary>
    ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct);
}
