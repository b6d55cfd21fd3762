namespace Jobvite.Client;

/// <summary>What one attempt came to: an answer, or a failure and whether trying again may help.</summary>
/// <param name="Answer">A success.</param>
/// <param name="Failure">Or why not.</param>
/// <param name="Retryable">The failure may pass by itself, and the request may be repeated.</param>
/// <param name="Outage">The failure speaks of the service, not of the request: it counts for the circuit.</param>
internal sealed record Attempt(WireAnswer? Answer, JobviteFailure? Failure, bool Retryable = false, bool Outage = false);
