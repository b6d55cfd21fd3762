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

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        // At the start of the answer: the error handler throws away what was set before.
        http.Response.OnStarting(
            static state =>
            {
                var (headers, path) = (((HttpContext)state).Response.Headers, ((HttpContext)state).Request.Path);
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                var page = path.StartsWithSegments("/scalar");
                headers.TryAdd(HeaderNames.ContentSecurityPolicy, page ? PagePolicy : DataPolicy);
                if (!page)
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            },
            http);
        return next(http);
    });
}
