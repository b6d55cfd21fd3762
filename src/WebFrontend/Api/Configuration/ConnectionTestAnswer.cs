using System.Text.Json.Serialization;

namespace Jobvite.WebFrontend;

/// <summary>Jobvite accepts the key on at least one endpoint.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="Checks">What each endpoint said.</param>
/// <param name="Warning">Names the endpoints that refused, or null.</param>
public sealed record ConnectionTestAnswer(bool Success, string Message, IReadOnlyList<EndpointCheckItem> Checks, string? Warning);

/// <summary>The test failed; this shape is older than this service's problem details and kept for its readers.</summary>
/// <param name="Success">Always false.</param>
/// <param name="NetworkError">Jobvite could not be reached, so that nothing is known about the credentials.</param>
/// <param name="Error">One sentence.</param>
/// <param name="Details">More about it, or null.</param>
/// <param name="Troubleshooting">What to try.</param>
/// <param name="Checks">What each endpoint said.</param>
/// <param name="Errors">Field → what is wrong with it, when Jobvite was not asked because of that.</param>
public sealed record ConnectionTestFailure(
    bool Success,
    bool NetworkError,
    string Error,
    string? Details,
    IReadOnlyList<string> Troubleshooting,
    IReadOnlyList<EndpointCheckItem> Checks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null);

/// <summary>One endpoint's answer.</summary>
/// <param name="Endpoint">job, candidate or onboarding.</param>
/// <param name="Ok">Accepted there.</param>
/// <param name="LatencyMs">Milliseconds, when there was an answer.</param>
/// <param name="Error">Why not.</param>
public sealed record EndpointCheckItem(
    string Endpoint,
    bool Ok,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? LatencyMs = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null);
