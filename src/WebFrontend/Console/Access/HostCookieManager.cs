using Microsoft.AspNetCore.Authentication.Cookies;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// Over HTTPS the cookie's name begins with <c>__Host-</c>, which browsers take only from this very host over HTTPS: no neighbour
/// below the same domain can plant one. Over plain HTTP, as on a developer's machine, they would refuse such a name.
/// </summary>
internal sealed class HostCookieManager : ICookieManager
{
    private readonly ChunkingCookieManager _usual = new();

    public string? GetRequestCookie(HttpContext context, string key) => _usual.GetRequestCookie(context, NameOf(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _usual.AppendResponseCookie(context, NameOf(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _usual.DeleteCookie(context, NameOf(context, key), options);

    private static string NameOf(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
}
