using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Jobvite.WebFrontend.Console.Trouble;

/// <summary>Shows a <see cref="Problem"/> to a person.</summary>
internal static class ConsoleTrouble
{
    /// <summary>Where programs ask; whatever they say they accept, they get problem details.</summary>
    private static readonly string[] ForPrograms = ["/api", "/webhooks/jobvite", "/health", "/metrics", "/openapi", "/scalar", ConsolePage.DataPrefix];

    /// <summary>True when a page of the console was asked for, or an address that is nothing at all, by a browser.</summary>
    public static bool IsFor(HttpContext http)
    {
        if (ForPrograms.Any(prefix => http.Request.Path.StartsWithSegments(prefix)))
        {
            return false;
        }

        var endpoint = http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        return endpoint?.Metadata.GetMetadata<ConsolePage>() is not null
            || http.Request.GetTypedHeaders().Accept.Any(type => type.MatchesMediaType("text/html") && !type.MatchesAllTypes);
    }

    public static async Task Write(Problem problem, HttpContext http)
    {
        // What was asked for may have been half rendered; its services are not fit for a second page.
        var services = http.RequestServices;
        await using var scope = services.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            var status = problem.StatusCode!.Value;
            http.Response.Headers.Remove(HeaderNames.WWWAuthenticate);
            await new RazorComponentResult<TroublePage>(new Dictionary<string, object?>
            {
                [nameof(TroublePage.Status)] = status,
                [nameof(TroublePage.Error)] = problem.Error,
                [nameof(TroublePage.TraceId)] = problem.TraceId,
            })
            {
                StatusCode = status,
                PreventStreamingRendering = true,
            }.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }
}
