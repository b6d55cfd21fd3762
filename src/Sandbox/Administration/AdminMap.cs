using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jobvite.Sandbox;

/// <summary>
/// Routes under <c>/admin</c>, each with an example, and one place where mistakes become 400 and 404. What is about a company is
/// at <c>/admin/companies/{company}</c> for each of them, and at <c>/admin</c> for the first.
/// </summary>
internal sealed class AdminMap(IEndpointRouteBuilder app, CompanyDirectory companies)
{
    private readonly List<object> _routes = [];

    /// <param name="method">GET, POST, PUT, PATCH or DELETE.</param>
    /// <param name="path">Below <c>/admin</c> and below <c>/admin/companies/{company}</c>.</param>
    /// <param name="example">An example of the body, or what the route does when it takes none.</param>
    /// <param name="answer">Makes the answer; what it returns is sent as JSON.</param>
    public void Map(string method, string path, string example, Func<HttpContext, SandboxCompany, Task<object>> answer)
    {
        MapServer(method, path, example, http => answer(http, companies.First));
        app.MapMethods("/admin/companies/{company}" + path, [method], Answering(http => answer(http, Named(http))));
    }

    /// <summary>For what is about the server and not about a company.</summary>
    public void MapServer(string method, string path, string example, Func<HttpContext, Task<object>> answer)
    {
        _routes.Add(new { method, path = "/admin" + path, example });
        app.MapMethods("/admin" + path, [method], Answering(answer));
    }

    /// <summary>Maps the list of everything mapped so far.</summary>
    public void Describe()
    {
        const string About = "Routes that are about a company are also below /admin/companies/ID; without it they are about the first.";
        app.MapMethods("/admin", ["GET"], http => SendAsync(http, StatusCodes.Status200OK, new { about = About, routes = _routes }));
    }

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

    private static RequestDelegate Answering(Func<HttpContext, Task<object>> answer) => http => AnswerAsync(http, answer);

    private SandboxCompany Named(HttpContext http)
    {
        var id = (string)http.GetRouteValue("company")!;
        return companies.Find(id) ?? throw new KeyNotFoundException($"This sandbox plays no company '{id}'.");
    }

    private static async Task AnswerAsync(HttpContext http, Func<HttpContext, Task<object>> answer)
    {
        object result;
        var status = StatusCodes.Status200OK;
        try
        {
            result = IsOfAnotherSite(http.Request)
                ? throw new ArgumentException("A page of another site may not give orders here.")
                : await answer(http);
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

    /// <summary>The admin API asks for no credentials, so a page that somebody has open in a browser on this machine must not reach it.</summary>
    private static bool IsOfAnotherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}");

    private static async Task SendAsync(HttpContext http, int status, object result)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.Body, result, result.GetType(), PartialJson.Readable, http.RequestAborted);
    }
}
