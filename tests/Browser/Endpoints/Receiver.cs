using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Jobvite.Browser.Tests.Endpoints;

/// <summary>A customer's back end that takes webhooks, on a free port, and answers what it is told to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Id, string Body)> _taken = new();

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What every request is answered with.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public string Url => $"{_app.Urls.First()}/hooks/jobvite";

    public IReadOnlyCollection<(string Id, string Body)> Taken => _taken;

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver._app.MapPost("/hooks/jobvite", receiver.Take);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        _taken.Enqueue((http.Request.Headers["webhook-id"].ToString(), await reader.ReadToEndAsync()));
        http.Response.StatusCode = Status;
        await http.Response.WriteAsync(Status == StatusCodes.Status200OK ? "ok" : "<html><body>out of <b>order</b></body></html>");
    }
}
