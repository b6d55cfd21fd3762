namespace Jobvite.Sandbox;

/// <summary>The HTML that comes where JSON was expected.</summary>
internal static class HtmlPages
{
    public const string Login = """
        <!DOCTYPE html>
        <html><head><title>Sign in</title></head>
        <body><h1>Sign in</h1><form method="post"><input name="user"><input name="password" type="password"><button>Sign in</button></form></body></html>
        """;

    public const string Moved = """
        <!DOCTYPE html>
        <html><head><title>Page not found</title></head><body><h1>We cannot find this page</h1><p>The API is not here.</p></body></html>
        """;

    public static string Tomcat(int status, string reason) => $"""
        <!doctype html><html lang="en"><head><title>HTTP Status {status} – {reason}</title></head>
        <body><h1>HTTP Status {status} – {reason}</h1><hr class="line" /><p><b>Type</b> Status Report</p>
        <p><b>Description</b> The server cannot process the request.</p><hr class="line" /><h3>Apache Tomcat</h3></body></html>
        """;

    public static Task SendAsync(HttpContext http, int status, string page)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html;charset=utf-8";
        return http.Response.WriteAsync(page, http.RequestAborted);
    }
}
