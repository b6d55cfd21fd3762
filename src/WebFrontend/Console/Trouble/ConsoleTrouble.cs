using Jobvite.WebFrontend.Console.Access;
using Microsoft.AspNetCore.Authentication;
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
            // A list that has nothing to show yet is no error: the page says how to connect.
            var status = problem.NeedsCompany && IsList(http) ? StatusCodes.Status200OK : problem.StatusCode!.Value;
            http.Response.Headers.Remove(HeaderNames.WWWAuthenticate);
            await FindPerson(http, status);
            await new RazorComponentResult<TroublePage>(new Dictionary<string, object?>
            {
                [nameof(TroublePage.Status)] = status,
                [nameof(TroublePage.Error)] = problem.Error,
                [nameof(TroublePage.Errors)] = problem.Errors,
                [nameof(TroublePage.NeedsCompany)] = problem.NeedsCompany,
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

    private static bool IsList(HttpContext http) => HttpMethods.IsGet(http.Request.Method) && http.Request.Path.Value is { } path && path.LastIndexOf('/') == 0;

    /// <summary>
    /// Where no page answers to the address, nobody has looked at the cookie yet; without the person the frame could not be shown. The cluster
    /// keeps the sessions, so it is not asked while it is in trouble.
    /// </summary>
    private static async Task FindPerson(HttpContext http, int status)
    {
        if (http.User.Identity?.IsAuthenticated is true || status >= StatusCodes.Status500InternalServerError)
        {
            return;
        }

        try
        {
            if ((await http.AuthenticateAsync(ConsoleCookie.Scheme)).Principal is { } person)
            {
                http.User = person;
            }
        }
        catch (Exception exception) when (ClusterTrouble.Is(exception))
        {
            // The page is shown to somebody unknown.
        }
    }
}
