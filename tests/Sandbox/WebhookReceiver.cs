using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Sandbox.Tests;

/// <summary>Takes webhooks on a free port and keeps them.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body, string Signature)> _received = new();
    private int _refusals;

    private WebhookReceiver(WebApplication app, int refusals)
    {
        _app = app;
        _refusals = refusals;
    }

    public IReadOnlyList<(string Path, byte[] Body, string Signature)> Received => [.. _received];

    public Uri Url { get; private set; } = new("http://localhost");

    /// <param name="refusals">How many requests are answered with 500 before the first 200.</param>
    public static async Task<WebhookReceiver> StartAsync(int refusals = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app, refusals);
        app.Run(receiver.TakeAsync);
        await app.StartAsync(SandboxCaller.Cancelled);
        receiver.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (Interlocked.Decrement(ref _refusals) >= 0)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        _received.Enqueue((http.Request.Path, body.ToArray(), http.Request.Headers["X-Jobvite-Event-Signature"].ToString()));
    }
}
