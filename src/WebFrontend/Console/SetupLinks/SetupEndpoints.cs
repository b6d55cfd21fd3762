using Jobvite.WebFrontend.Console.Access;

namespace Jobvite.WebFrontend.Console.SetupLinks;

/// <summary>Opens a setup link. The code leaves the address bar at once.</summary>
internal static class SetupEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(SetupAccess.OpenPrefix + "/{code}", Open)
        .AllowAnonymous()
        .RequireRateLimiting(TenantEndpoints.RateLimit)
        .WithMetadata(ConsolePage.Marker)
        .ExcludeFromDescription();

    private static async Task<IResult> Open(string code, HttpContext http, ClusterGrains grains)
    {
        var address = http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress;
        if (await grains.SetupDoor.Open(code, address?.ToString(), Visitor.BrowserOf(http.Request.Headers.UserAgent), http.RequestAborted) is not { } link)
        {
            return TypedResults.Redirect(SetupAccess.OverPath);
        }

        await SetupAccess.SignIn(http, link);
        return TypedResults.Redirect(SetupAccess.Home);
    }
}
