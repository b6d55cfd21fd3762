using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Endpoints;

/// <summary>When a failed delivery is tried again. Pure.</summary>
internal static class DeliverySchedule
{
    /// <summary>A receiver may ask to be left alone for so long.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>Nothing is planned so far ahead: where it is, the clock was wrong.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromHours(27);

    private const double Spread = 0.1;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>One and a repetition for each wait.</summary>
    public static int MostAttempts => Waits.Length + 1;

    /// <summary>The wait before the next attempt; null when there is none.</summary>
    /// <param name="failed">Failed attempts so far, at least 1.</param>
    /// <param name="retryAfter">What the receiver asked for.</param>
    /// <param name="chance">From 0 to 1: attempts that failed together do not come back together.</param>
    public static TimeSpan? Wait(int failed, TimeSpan? retryAfter, double chance)
    {
        if (failed > Waits.Length)
        {
            return null;
        }

        var wait = Waits[failed - 1] * (1 - Spread + (2 * Spread * chance));
        var asked = retryAfter > LongestRetryAfter ? LongestRetryAfter : retryAfter;
        return asked > wait ? asked : wait;
    }

    public static bool IsDue(DateTimeOffset next, DateTimeOffset now) => next <= now || next > now + Farthest;
}

/// <summary>What the last attempts at an endpoint say of the next ones. Pure.</summary>
internal static class PauseRule
{
    /// <summary>After so many failures in a row nothing new is sent, but for a change a minute.</summary>
    public const int Few = 5;

    /// <summary>Changes that wait as rows; beyond, they stay in the feed.</summary>
    public const int MostWaiting = 1_000;

    /// <summary>Changes that are read at once.</summary>
    public const int Page = 500;

    public const int MostAtOnce = 8;

    public static readonly TimeSpan Probe = TimeSpan.FromMinutes(1);

    public static bool Pauses(EndpointStanding standing) => standing.Failures >= Few;

    /// <summary>How many new changes may be sent now.</summary>
    public static int MayRead(EndpointStanding standing, int waiting, DateTimeOffset now)
    {
        var room = Math.Clamp(MostWaiting - waiting, 0, Page);
        return !Pauses(standing) ? room : standing.ProbeAt is { } at && !DeliverySchedule.IsDue(at, now) ? 0 : Math.Min(room, 1);
    }

    /// <summary>Requests at once: one that fails, or was never heard of, does not take the places of those that answer.</summary>
    public static int AtOnce(EndpointStanding standing) => standing switch
    {
        { Failures: > 0 } => 1,
        { LastSuccessAt: null } => 2,
        _ => MostAtOnce,
    };

    public static EndpointStanding After(EndpointStanding standing, DeliveryAttempt attempt, DateTimeOffset now)
    {
        if (attempt.Succeeded)
        {
            return standing with { LastSuccessAt = now, FailingSince = null, Failures = 0, ProbeAt = null };
        }

        var failures = standing.Failures + 1;
        var keeps = standing.ProbeAt > now && standing.ProbeAt <= now + Probe;
        return standing with
        {
            FailingSince = standing.FailingSince ?? now,
            Failures = failures,
            LastError = attempt.Error,
            ProbeAt = failures < Few ? null : keeps ? standing.ProbeAt : now + Probe,
        };
    }
}

/// <summary>When the service disables an endpoint. Pure.</summary>
internal static class DisableRule
{
    public static readonly TimeSpan LongestFailing = TimeSpan.FromDays(5);

    /// <summary>A clock that jumps makes few failures look old.</summary>
    private const int Several = 10;

    /// <summary>One sentence; null when it stays enabled.</summary>
    /// <param name="standing">With the attempt.</param>
    /// <param name="attempt">The last.</param>
    /// <param name="now">The present.</param>
    public static string? Reason(EndpointStanding standing, DeliveryAttempt attempt, DateTimeOffset now) => attempt switch
    {
        { Succeeded: true } => null,
        { Status: 410 } => "The endpoint answered 410: it is gone.",
        _ when standing.Failures >= Several && now - standing.FailingSince >= LongestFailing => "No delivery succeeded for five days.",
        _ => null,
    };
}
