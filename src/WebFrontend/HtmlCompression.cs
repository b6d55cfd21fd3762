using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace Jobvite.WebFrontend;

/// <summary>
/// Compresses the pages of the console for readers who asked for them themselves, and for nobody else's requests (docs/adr/0046). A page holds names
/// beside text out of its address. Whoever could have a browser ask for addresses of their choice could guess the names by the lengths of compressed
/// answers. Browsers say where a request came from, and no page can make them say something else.
/// </summary>
internal static class HtmlCompression
{
    private const string Html = "text/html";
    private const string FetchSite = "Sec-Fetch-Site";

    public static void AddHtmlCompression(this IServiceCollection services) => services.AddResponseCompression(options =>
    {
        options.EnableForHttps = true;
        options.MimeTypes = [Html];
        options.Providers.Add<BrotliCompressionProvider>();
        options.Providers.Add<GzipCompressionProvider>();
    });

    public static void UseHtmlCompression(this WebApplication app) => app.UseWhen(IsByItsReader, pages => pages.UseResponseCompression());

    /// <summary>Typed, bookmarked, or a link or script of ours.</summary>
    private static bool IsByItsReader(HttpContext http) =>
        http.Request.Headers[FetchSite].ToString() is "same-origin" or "none" && http.Request.Headers.ContainsKey(HeaderNames.AcceptEncoding);
}
