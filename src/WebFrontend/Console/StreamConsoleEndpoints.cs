using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend.Console.Sync;

/// <summary>What the sync pages' script listens to.</summary>
internal static class SyncConsoleEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapConsoleGroup()
        .MapGet("/runs/{runId}/events", RunEvents.Watch)
        .RequireRateLimiting(StreamLimit.Name)
        .WithMetadata(new DisableRequestTimeoutAttribute());
}
