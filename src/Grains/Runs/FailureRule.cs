using System.Data.Common;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

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
    /// <param name="goodPages">How many pages of the same list came before: they show that credentials and address were right.</param>
    public static TimeSpan? WaitBeforeRetry(JobviteFailure failure, int attempt, int goodPages = 0)
    {
        if (attempt >= MaxAttempts || failure.TooLarge)
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
            _ when IsPassing(failure, goodPages) => backoff,
            _ => null,
        };
    }

    /// <summary>The failure as the run shows it at its end.</summary>
    public static string Describe(JobviteFailure failure, int goodPages) => IsPassing(failure, goodPages)
        ? $"{AfterGoodPages(failure, goodPages)}, and did so again in {MaxAttempts - 1} more attempts. Credentials and address were right before, so this is as a rule maintenance or a firewall at Jobvite; the next run begins anew."
        : Describe(failure);

    /// <summary>The failure as the run shows it while it waits.</summary>
    public static string DescribeWaiting(JobviteFailure failure, int attempt, int goodPages, DateTimeOffset next)
    {
        var what = IsPassing(failure, goodPages) ? AfterGoodPages(failure, goodPages) + "." : failure.Message;
        return failure.Kind == FailureKind.Throttled
            ? $"{what} The run goes on when the limit allows it."
            : $"{what} The run waits and tries again at {next:HH:mm:ss} UTC (attempt {attempt + 1} of {MaxAttempts}).";
    }

    /// <summary>Before any good page these mean that the settings are wrong; between good pages they are a passing fault.</summary>
    private static bool IsPassing(JobviteFailure failure, int goodPages) =>
        goodPages > 0 && failure.Kind is (FailureKind.Unauthorized or FailureKind.WrongPlace or FailureKind.NotFound);

    private static string AfterGoodPages(JobviteFailure failure, int goodPages)
    {
        var what = failure.Kind switch
        {
            FailureKind.Unauthorized => "with a refusal of the credentials",
            FailureKind.NotFound => "with \"not found\"",
            _ => "with a web page or a redirect instead of data",
        };
        return $"Jobvite answered page {goodPages + 1} {what}, after {goodPages} good {(goodPages == 1 ? "page" : "pages")} of the same run";
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
