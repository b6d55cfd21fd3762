namespace Jobvite.WebFrontend;

/// <summary>How the process is.</summary>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Checks">Check → healthy, degraded or unhealthy.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);
