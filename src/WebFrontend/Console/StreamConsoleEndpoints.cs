using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend.Console;

/// <summary>What the pages' scripts listen to: a run's progress, and changes of records.</summary>
internal static class StreamConsoleEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var streams = routes.MapConsoleGroup().MapGroup("").RequireRateLimiting(StreamLimit.Name).WithMetadata(new DisableRequestTimeoutAttribute());
        streams.MapGet("/runs/{runId}/events", RunEvents.Watch);
        streams.MapGet("/changes", ChangeEndpoints.List);
    }
}
