using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Jobvite.WebFrontend;

/// <summary>For load balancers and supervisors: anonymous, and without a word about tenants.</summary>
internal static class HealthEndpoints
{
    /// <summary>Health checks with this tag decide whether the process should get requests.</summary>
    public const string ReadyTag = "ready";

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = Write }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains(ReadyTag), ResponseWriter = Write }).AllowAnonymous();
    }

    /// <summary>Names of checks and their states; not their descriptions or exceptions, which may name hosts.</summary>
    private static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(
        new HealthAnswer(StateOf(report.Status), report.Entries.ToDictionary(e => e.Key, e => StateOf(e.Value.Status))),
        http.RequestAborted);

    private static string StateOf(HealthStatus status) => EnumText.Of(status);
}

/// <summary>How the process is.</summary>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Checks">Check → healthy, degraded or unhealthy.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);
