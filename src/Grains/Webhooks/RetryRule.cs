using Jobvite.Storage;

namespace Jobvite.Grains.Webhooks;

/// <summary>When a failed refresh is tried again, and when it is given up.</summary>
internal static class RetryRule
{
    /// <summary>
    /// The wait doubles with every failed attempt up to the longest one, and up to half of it is cut off at random, so that events which
    /// failed together do not come back together.
    /// </summary>
    /// <param name="failedAttempts">Attempts that failed, the last one included; at least 1.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="random">From 0 up to, not including, 1.</param>
    /// <returns>Null when it is given up.</returns>
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

    /// <summary>What to write for <paramref name="due"/>, whose attempt has just failed; each comes back at a time of its own.</summary>
    /// <param name="due">As they were read, the failed attempt not counted yet.</param>
    /// <param name="error">One sentence without personal data.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="random">Gives numbers from 0 up to, not including, 1.</param>
    public static IEnumerable<FailedEvent> Fail(DueEvents due, string error, DateTimeOffset now, WebhookOptions options, Func<double> random) =>
        due.Ids.Select(id => new FailedEvent(id, error, NextAttempt(due.Attempts + 1, now, options, random())));
}
