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
