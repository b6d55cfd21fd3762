namespace Jobvite.Client;

/// <summary>What a probe of one endpoint found.</summary>
/// <param name="Endpoint">What was probed.</param>
/// <param name="Ok">Jobvite accepted the key and answered as expected.</param>
/// <param name="Latency">Time of the request itself, without the wait at the gate.</param>
/// <param name="Failure">Why not, when not ok.</param>
public sealed record EndpointProbe(JobviteEndpoint Endpoint, bool Ok, TimeSpan Latency, JobviteFailure? Failure);
