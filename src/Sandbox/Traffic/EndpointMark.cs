namespace Jobvite.Sandbox;

/// <summary>Tells the gate what a route is; <c>Plural</c> is null where the API has one name only.</summary>
internal sealed record EndpointMark(SandboxEndpoint Endpoint, bool? Plural = null);
