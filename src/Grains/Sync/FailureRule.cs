using System.Data.Common;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>What a run does when Jobvite does not answer as asked.</summary>
internal static class FailureRule
{
    /// <summary>How often the same page is tried before the run ends.</summary>
    public const int MaxAttempts = 6;

    /// <summary>
    /// How long to wait before the page is read again; null when that is pointless. The client has already made its own quick retries.
    /// </summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="attempt">How often this page has failed, 1 for the first time.</param>
    public static TimeSpan? WaitBeforeRetry(JobviteFailure failure, int attempt)
    {
        if (attempt >= MaxAttempts)
        {
            return null;
        }

        var backoff = TimeSpan.FromSeconds(5 * Math.Pow(3, attempt - 1));
        return failure.Kind switch
        {
            // The budget is closed for as long as Jobvite asked; the gate waits, not we.
            FailureKind.Throttled => TimeSpan.FromSeconds(1),
            FailureKind.Unavailable => failure.RetryAfter is { } asked && asked > backoff ? asked : backoff,
            FailureKind.Malformed when attempt < 3 => backoff,
            _ => null,
        };
    }

    /// <summary>
    /// Whether the trouble is the cluster's or the database's and goes away by itself. Anything else would come again at every
    /// attempt, and every attempt costs requests.
    /// </summary>
    public static bool PassesByItself(Exception exception) => exception is
        OperationCanceledException or StorageUnavailableException or DataUnavailableException or DbException { IsTransient: true }
        or OrleansException or TimeoutException or ObjectDisposedException;

    /// <summary>The failure as the run shows it.</summary>
    public static string Describe(JobviteFailure failure) => $"{failure.Message} {failure.WhatToDo}";
}
