namespace Jobvite.Sandbox;

/// <summary>
/// How many API requests came. <c>Total</c> has all under <c>/api/v2</c>, refused ones included; <c>Other</c> those to a route that
/// does not exist; <c>Unauthorized</c>, <c>Throttled</c> and <c>Faulted</c> those refused for credentials or permissions, refused
/// with 429, and hit by an injected fault; <c>PeakPerMinute</c> is the most that arrived within any 60 seconds.
/// </summary>
public sealed record RequestCounts(
    long Total,
    long Job,
    long Candidate,
    long Artifacts,
    long Process,
    long Task,
    long Milestone,
    long Other,
    long Unauthorized,
    long Throttled,
    long Faulted,
    int PeakPerMinute);
