namespace Jobvite.Client;

/// <summary>Stands before every HTTP attempt: the place where a company's request budget is spent.</summary>
public interface IRequestGate
{
    /// <summary>Awaited before every HTTP attempt, retries included. Whatever it throws reaches the caller as it is and ends the call.</summary>
    ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct);

    /// <summary>Told each time Jobvite says that there were too many requests, with the wait it asked for (or the assumed one).</summary>
    ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct);

    /// <summary>Told what came of every HTTP attempt that reached its end; must be quick and must not throw.</summary>
    /// <param name="endpoint">Where it went.</param>
    /// <param name="failure">Null when Jobvite answered as asked.</param>
    void Attempted(JobviteEndpoint endpoint, JobviteFailure? failure)
    {
    }
}
