namespace Jobvite.Grains.Interfaces;

/// <summary>One endpoint's answer to a connection test.</summary>
/// <param name="Endpoint"><c>job</c>, <c>candidate</c> or <c>onboarding</c>.</param>
/// <param name="Ok">Jobvite accepted the credentials there.</param>
/// <param name="LatencyMs">How long the answer took, in milliseconds; null when there was none.</param>
/// <param name="Error">What to tell a person; null when <paramref name="Ok"/>.</param>
[GenerateSerializer, Alias("jv.EndpointCheck"), Immutable]
public sealed record EndpointCheck(
    [property: Id(0)] string Endpoint,
    [property: Id(1)] bool Ok,
    [property: Id(2)] int? LatencyMs,
    [property: Id(3)] string? Error);
