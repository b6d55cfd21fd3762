using Jobvite.WebFrontend.Console.Assets;
using Microsoft.Net.Http.Headers;

namespace Jobvite.WebFrontend;

/// <summary>Headers on every answer, also on errors.</summary>
internal static class SecurityHeaders
{
    /// <summary>An answer of the API is data: nothing in it may run, and nobody may frame it.</summary>
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>The reference page runs its own script and talks to this origin only.</summary>
    private const string PagePolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The console: nothing but its own files, no script or style in the page itself.</summary>
    private const string ConsolePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        // At the start of the answer: the error handler throws away what was set before.
        http.Response.OnStarting(
            static state =>
            {
                var (headers, path) = (((HttpContext)state).Response.Headers, ((HttpContext)state).Request.Path);
                if (((HttpContext)state).Request.IsHttps)
                {
                    headers.StrictTransportSecurity = "max-age=31536000";
                }

                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                var reference = path.StartsWithSegments("/scalar");
                var console = !reference && headers.ContentType.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase);
                headers.TryAdd(HeaderNames.ContentSecurityPolicy, reference ? PagePolicy : console ? ConsolePolicy : DataPolicy);
                if (!reference && !path.StartsWithSegments(ConsoleAssets.Prefix))
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            },
            http);
        return next(http);
    });
}
