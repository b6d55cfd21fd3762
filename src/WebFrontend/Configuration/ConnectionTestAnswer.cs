namespace Jobvite.WebFrontend;

/// <summary>Jobvite accepts the key on at least one endpoint.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="Checks">What each endpoint said.</param>
/// <param name="Warning">Names the endpoints that refused, or null.</param>
public sealed record ConnectionTestAnswer(bool Success, string Message, IReadOnlyList<EndpointCheckItem> Checks, string? Warning);
