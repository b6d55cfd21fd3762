using Jobvite.WebFrontend.Console.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Jobvite.WebFrontend.Console.Layout;

/// <summary>Light, dark or as the system says: a cookie, so that the page comes in the right colours and no script has to repaint it.</summary>
internal static class ThemeEndpoint
{
    public const string Path = "/theme";
    private const string Cookie = "jobvite-theme";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Choose).RequireAuthorization(ConsoleAccess.SignedIn).WithMetadata(ConsolePage.Marker).ExcludeFromDescription();

    /// <summary>light, dark or auto.</summary>
    public static string Of(HttpContext http) => http.Request.Cookies[Cookie] is "light" or "dark" ? http.Request.Cookies[Cookie]! : "auto";

    private static RedirectHttpResult Choose(HttpContext http, [FromForm] string? theme, [FromForm] string? returnTo)
    {
        if (theme is not ("light" or "dark" or "auto"))
        {
            throw InputErrors.Of("theme", "must be light, dark or auto.");
        }

        var wanted = theme;
        http.Response.Cookies.Append(Cookie, wanted, new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
        });
        return TypedResults.Redirect(LocalPath.Of(returnTo));
    }
}
