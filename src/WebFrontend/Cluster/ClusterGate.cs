using Jobvite.WebFrontend.Console.Assets;

namespace Jobvite.WebFrontend;

/// <summary>
/// Until the client has found its cluster, a grain call would hang until it times out. So callers are told at once to come again; only
/// the health endpoints answer for themselves, and the looks of the page that says so.
/// </summary>
internal static class ClusterGate
{
    private static readonly TimeSpan ComeAgainIn = TimeSpan.FromSeconds(5);

    public static WebApplication UseClusterGate(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.Use((http, next) => app.Lifetime.ApplicationStarted.IsCancellationRequested || http.Request.Path.StartsWithSegments("/health") || http.Request.Path.StartsWithSegments(ConsoleAssets.Prefix)
            ? next(http)
            : Problem.Unavailable("The service is starting and has not found its cluster yet. Try again after the time in Retry-After.", ComeAgainIn).ExecuteAsync(http));
        return app;
    }
}
