using System.Text.Json.Serialization;

namespace Jobvite.WebFrontend;

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
