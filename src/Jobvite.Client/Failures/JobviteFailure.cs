namespace Jobvite.Client;

/// <summary>Why a call failed, fit to be shown to the customer: no credentials, no addresses with ids, nothing of a record.</summary>
/// <param name="Kind">Which of the known ways.</param>
/// <param name="Endpoint">The endpoint that answered so.</param>
/// <param name="Message">One sentence: what happened. May quote Jobvite's own short status text (at most 200 characters).</param>
/// <param name="WhatToDo">One sentence: what a person can do about it.</param>
/// <param name="HttpStatus">The HTTP status, when an answer came. Not authoritative: Jobvite refuses keys with 200, too.</param>
/// <param name="RetryAfter">How long to wait before trying again, when known.</param>
public sealed record JobviteFailure(
    FailureKind Kind,
    JobviteEndpoint Endpoint,
    string Message,
    string WhatToDo,
    int? HttpStatus = null,
    TimeSpan? RetryAfter = null)
{
    /// <summary>The request did not reach Jobvite, so that nothing can have come of it.</summary>
    public bool NothingSent { get; init; }

    /// <summary>The answer was larger than the client reads: fewer records at a time may help.</summary>
    public bool TooLarge { get; init; }
}

/// <summary>The closed set of ways in which Jobvite says no.</summary>
public enum FailureKind
{
    /// <summary>The key, secret or service account is refused, or lacks the permission for this endpoint.</summary>
    Unauthorized,

    /// <summary>There is no such record.</summary>
    NotFound,

    /// <summary>Too many requests; <see cref="JobviteFailure.RetryAfter"/> says how long to wait.</summary>
    Throttled,

    /// <summary>Jobvite or the way to it is down, slow or broken; worth another try later.</summary>
    Unavailable,

    /// <summary>An answer came but is not what the protocol promises: empty, cut off, not JSON, too large.</summary>
    Malformed,

    /// <summary>The answer did not come from Jobvite's API: a web page, a redirect elsewhere, an unknown route. Usually a wrong base URL.</summary>
    WrongPlace,

    /// <summary>Jobvite understood and refused the request itself; repeating it unchanged is pointless.</summary>
    Rejected,
}

/// <summary>A call to Jobvite failed for the reason in <see cref="Failure"/>. The text is safe to show and to log.</summary>
public sealed class JobviteException(JobviteFailure failure, Exception? inner = null)
    : Exception(failure.Message + " " + failure.WhatToDo, inner)
{
    public JobviteFailure Failure { get; } = failure;
}
