using System.Text.Json.Serialization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>One endpoint's answer.</summary>
/// <param name="Endpoint">job, candidate or onboarding.</param>
/// <param name="Ok">Accepted there.</param>
/// <param name="LatencyMs">Milliseconds, when there was an answer.</param>
/// <param name="Error">Why not.</param>
public sealed record EndpointCheckItem(
    string Endpoint,
    bool Ok,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? LatencyMs = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null)
{
    internal static EndpointCheckItem Of(EndpointCheck check) => new(check.Endpoint, check.Ok, check.LatencyMs, check.Error);
}
