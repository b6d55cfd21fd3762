namespace Jobvite.Sandbox;

/// <summary>The places where a wrong base URL leads: <c>/v2</c> without <c>/api</c>, and the pages it redirects to.</summary>
internal static class DeadEnds
{
    public static void MapDeadEnds(this IEndpointRouteBuilder app)
    {
        app.Map("/v2/{**rest}", static http =>
        {
            http.Response.Redirect("/moved/not-found.html");
            return Task.CompletedTask;
        });
        app.MapGet("/moved/not-found.html", static http => HtmlPages.SendAsync(http, StatusCodes.Status200OK, HtmlPages.Moved));
        app.MapGet("/login/login.html", static http => HtmlPages.SendAsync(http, StatusCodes.Status200OK, HtmlPages.Login));
        app.MapFallback(static http => HtmlPages.SendAsync(http, StatusCodes.Status404NotFound, HtmlPages.Moved));
    }
}
