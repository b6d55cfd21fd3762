using System.Globalization;
using System.Text;

namespace Jobvite.Sandbox;

/// <summary>The faults that stand in for an answer.</summary>
internal static class FaultyAnswer
{
    /// <returns>False when the fault only spoils the right answer.</returns>
    public static async Task<bool> TrySendAsync(Exchange exchange, SandboxFault fault)
    {
        var http = exchange.Http;
        switch (fault.Kind)
        {
            case FaultKind.Status:
                await SendStatusAsync(exchange, fault);
                return true;
            case FaultKind.HtmlPage:
                await HtmlPages.SendAsync(http, fault.StatusCode ?? StatusCodes.Status200OK, HtmlPages.Login);
                return true;
            case FaultKind.PlainText:
                http.Response.StatusCode = fault.StatusCode ?? StatusCodes.Status401Unauthorized;
                await http.Response.Body.WriteAsync("Invalid api/secret. Try again with a valid api/secret"u8.ToArray(), exchange.Cancelled);
                return true;
            case FaultKind.InvalidKeySecret:
                await exchange.SendAsync(StatusCodes.Status200OK, JsonText.WriteInvalidKey);
                return true;
            case FaultKind.UnauthorizedAsOk:
                await exchange.SendAsync(StatusCodes.Status200OK, static json => JsonText.WriteError(
                    json, ErrorShape.StatusObject, StatusCodes.Status401Unauthorized, "Invalid api/secret. Try again with a valid api/secret"));
                return true;
            case FaultKind.LoginRedirect:
                http.Response.Redirect("/login/login.html");
                return true;
            case FaultKind.EmptyBody:
                http.Response.StatusCode = fault.StatusCode ?? StatusCodes.Status200OK;
                http.Response.ContentType = "application/json;charset=UTF-8";
                return true;
            case FaultKind.EndlessBody:
                await SendEndlessAsync(http);
                return true;
            case FaultKind.GzipBomb:
                http.Response.ContentType = "application/json;charset=UTF-8";
                http.Response.Headers.ContentEncoding = "gzip";
                await GzipBomb.SendAsync(http.Response.Body, exchange.Cancelled);
                return true;
            case FaultKind.DroppedConnection:
                http.Abort();
                return true;
            default:
                return false;
        }
    }

    private static Task SendStatusAsync(Exchange exchange, SandboxFault fault)
    {
        var status = fault.StatusCode ?? StatusCodes.Status500InternalServerError;
        if (fault.RetryAfterSeconds is { } seconds)
        {
            exchange.Http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return exchange.SendAsync(status, json => JsonText.WriteError(json, fault.Shape, status, fault.Text ?? "Something went wrong in the sandbox, on request."));
    }

    private static async Task SendEndlessAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json;charset=UTF-8";
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"filler\":\"nothing to see\"},", 1000)));
        await http.Response.Body.WriteAsync("{\"total\":1,\"data\":["u8.ToArray(), http.RequestAborted);
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        }
    }
}

/// <summary>The JSON errors that have been seen.</summary>
public enum ErrorShape
{
    /// <summary><c>{"status":{"code":…,"messages":[…]}}</c></summary>
    StatusObject,

    /// <summary><c>{"message":…}</c></summary>
    Message,

    /// <summary><c>{"error":"…"}</c></summary>
    ErrorText,

    /// <summary><c>{"error":{"code":…,"message":…}}</c></summary>
    ErrorObject,

    /// <summary><c>{"errors":[…]}</c></summary>
    ErrorList,
}

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
