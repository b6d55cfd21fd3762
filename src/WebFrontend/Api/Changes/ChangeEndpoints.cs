using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend;

/// <summary>What changed in the mirror, as pages and as a stream.</summary>
internal static class ChangeEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    private const string Description = """
        Everything that changes after a kind's first complete run, in the order of commits and without gaps. Go on with `nextCursor` as `after`.
        `wait` holds the answer until there is something. With `Accept: text/event-stream`, server-sent events: `id` is the cursor, `event` the type,
        `data` the item; `Last-Event-ID` resumes. A cursor that is older than what is kept is answered 410 with `resumeCursor`: read the lists, then
        go on from there.
        """;

    public static void MapChanges(this IEndpointRouteBuilder routes) => routes.MapTenantGroup("/api/integrations/jobvite/changes", "Changes")
        .MapGet("", List)
        .RequireRateLimiting(StreamLimit.Name)
        .WithMetadata(new DisableRequestTimeoutAttribute())
        .WithName("listChanges")
        .WithSummary("Changes in the order in which they happened")
        .WithDescription(Description)
        .Produces<ChangePage>()
        .Problems(400, 404, 410);

    internal static async Task<IResult> List(HttpContext http, CompanyScope scope, [AsParameters] ChangeQuery query, ChangeWaiting waiting, ChangeEvents events)
    {
        var errors = new InputErrors();
        var (request, wait) = query.Read(errors);
        errors.ThrowIfAny();
        var isStream = http.Request.GetTypedHeaders().Accept.Any(one => one.MediaType.Equals(ChangeEvents.MediaType, StringComparison.OrdinalIgnoreCase));
        if (isStream && http.Request.Headers[LastEventId] is [{ Length: > 0 } last])
        {
            request = request with { After = last, FromNow = false };
        }

        var page = await Read(scope, request, http.RequestAborted);
        if (page.IsGone)
        {
            return new Problem(StatusCodes.Status410Gone, "What follows this cursor is not kept any more.")
            {
                ResumeCursor = page.NextCursor,
                Troubleshooting = ["Read the lists of jobs, candidates and processes anew, then go on with after=<resumeCursor>."],
            };
        }

        return isStream
            ? await events.Follow(http, scope, request, page)
            : TypedResults.Ok(ChangePage.Of(request.FromNow ? page : await waiting.Fill(scope, request, page, wait, http.RequestAborted)));
    }

    private static async Task<FeedPage> Read(CompanyScope scope, FeedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await scope.Changes.Read(request, cancellationToken);
        }
        catch (InvalidCursorException)
        {
            throw InputErrors.Of("after", "is not a cursor of this feed. Leave it out to begin with the oldest change that is kept, or read the lists and begin with now.");
        }
    }
}
