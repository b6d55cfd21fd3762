using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Webhooks;

/// <summary>When a failed refresh is tried again, and when it fails permanently.</summary>
internal static class RetryRule
{
    private static readonly TimeSpan LongestProbePause = TimeSpan.FromMinutes(5);

    /// <summary>Jobvite grants 500 requisition requests a day: a probe every 15 minutes takes a fifth of them.</summary>
    private static readonly TimeSpan LongestProbePauseOfJobs = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The wait doubles with every failed attempt up to the longest one, and up to half of it is cut off at random, so that events which
    /// failed together do not come back together.
    /// </summary>
    /// <param name="failedAttempts">Attempts that failed, the last one included; at least 1.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="random">From 0 up to, not including, 1.</param>
    /// <returns>Null when it fails permanently.</returns>
    public static DateTimeOffset? NextAttempt(int failedAttempts, DateTimeOffset now, WebhookOptions options, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failedAttempts, 1);
        if (failedAttempts >= options.MaxAttempts)
        {
            return null;
        }

        // In floating point: 2^99 is far beyond the ticks of a TimeSpan, and the minimum brings it back.
        var full = Math.Min(options.FirstRetry.TotalMilliseconds * Math.Pow(2, failedAttempts - 1), options.MaxRetry.TotalMilliseconds);
        return now + TimeSpan.FromMilliseconds(full * (1 - (0.5 * Math.Clamp(random, 0, 1))));
    }

    /// <summary>
    /// While Jobvite does not answer: the pause before one record is tried again. It doubles up to five minutes, so that all events are
    /// applied soon after Jobvite is back, however long it was away. Up to a tenth is cut off at random.
    /// </summary>
    /// <param name="failedProbes">How often Jobvite has not answered, the last time included; at least 1.</param>
    /// <param name="kind">Of the records.</param>
    /// <param name="asked">For how long Jobvite asked to be left alone; counts up to the longest wait.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="random">From 0 up to, not including, 1.</param>
    public static TimeSpan PauseBeforeProbe(int failedProbes, SyncKind kind, TimeSpan? asked, WebhookOptions options, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failedProbes, 1);
        var longest = Shorter(options.MaxRetry, kind is SyncKind.Jobs ? LongestProbePauseOfJobs : LongestProbePause);
        var full = Math.Min(options.FirstRetry.TotalMilliseconds * Math.Pow(2, failedProbes - 1), longest.TotalMilliseconds);
        var pause = TimeSpan.FromMilliseconds(full * (1 - (0.1 * Math.Clamp(random, 0, 1))));
        return asked is { } wanted && wanted > pause ? Shorter(wanted, options.MaxRetry) : pause;
    }

    /// <summary>What to write for <paramref name="due"/>, whose attempt has just failed; each comes back at a time of its own.</summary>
    /// <param name="due">As they were read, the failed attempt not counted yet.</param>
    /// <param name="error">One sentence without personal data.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="random">Gives numbers from 0 up to, not including, 1.</param>
    public static IEnumerable<FailedEvent> Fail(DueEvents due, string error, DateTimeOffset now, WebhookOptions options, Func<double> random) =>
        due.Ids.Select(id => new FailedEvent(id, error, NextAttempt(due.Attempts + 1, now, options, random())));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
