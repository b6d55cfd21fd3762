using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jobvite.Sandbox;

/// <summary>Routes under <c>/admin</c>, each with an example, and one place where mistakes become 400 and 404.</summary>
internal sealed class AdminMap(IEndpointRouteBuilder app)
{
    private readonly List<object> _routes = [];

    /// <param name="method">GET, POST, PUT, PATCH or DELETE.</param>
    /// <param name="path">Below <c>/admin</c>.</param>
    /// <param name="example">An example of the body, or what the route does when it takes none.</param>
    /// <param name="answer">Makes the answer; what it returns is sent as JSON.</param>
    public void Map(string method, string path, string example, Func<HttpContext, Task<object>> answer)
    {
        _routes.Add(new { method, path = "/admin" + path, example });
        if (path.Length > 0)
        {
            app.MapMethods("/admin" + path, [method], http => AnswerAsync(http, answer));
        }
    }

    /// <summary>Maps the list of everything mapped so far.</summary>
    public void Describe() => app.MapMethods("/admin", ["GET"], http => SendAsync(http, StatusCodes.Status200OK, new { routes = _routes }));

    /// <summary>An empty body counts as <c>{}</c>.</summary>
    /// <exception cref="ArgumentException">The body is not a JSON object.</exception>
    public static async Task<JsonObject> ReadAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        try
        {
            return string.IsNullOrWhiteSpace(text) ? [] : JsonNode.Parse(text) as JsonObject ?? throw new ArgumentException("The body must be a JSON object.");
        }
        catch (JsonException problem)
        {
            throw new ArgumentException("The body is not JSON. GET /admin shows an example for each route.", problem);
        }
    }

    private static async Task AnswerAsync(HttpContext http, Func<HttpContext, Task<object>> answer)
    {
        object result;
        var status = StatusCodes.Status200OK;
        try
        {
            result = await answer(http);
        }
        catch (ArgumentException problem)
        {
            (status, result) = (StatusCodes.Status400BadRequest, new { error = problem.Message });
        }
        catch (KeyNotFoundException problem)
        {
            (status, result) = (StatusCodes.Status404NotFound, new { error = problem.Message });
        }

        await SendAsync(http, status, result);
    }

    private static async Task SendAsync(HttpContext http, int status, object result)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.Body, result, result.GetType(), PartialJson.Readable, http.RequestAborted);
    }
}
