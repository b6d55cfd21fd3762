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

        return exchange.SendAsync(status, json => JsonText.WriteError(json, fault.Shape, status, "Something went wrong in the sandbox, on request."));
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
