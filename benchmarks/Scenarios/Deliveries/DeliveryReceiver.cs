using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Jobvite.Benchmarks.Deliveries;

/// <summary>Customers' servers on this machine: one address for each endpoint, <c>/{number}</c>.</summary>
internal sealed class DeliveryReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DeliveryReceiver(WebApplication app) => _app = app;

    public required int Port { get; init; }

    /// <summary>The status that answers a request, given the endpoint's number and the change.</summary>
    public Func<int, Guid, int> Answer { get; set; } = (_, _) => 204;

    /// <summary>Sees each body; where it says so, that is sent back with a 500.</summary>
    public Func<int, byte[], bool>? Echo { get; set; }

    /// <summary>Endpoints that never answer.</summary>
    public HashSet<int> Dead { get; } = [];

    /// <summary>No endpoint answers any more.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What was answered with 2xx, in the order of its arrival: endpoint, change, when.</summary>
    public ConcurrentQueue<(int Endpoint, Guid Change, long At)> Taken { get; } = new();

    public static async Task<DeliveryReceiver> Start()
    {
        var port = Processes.FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1));
        var receiver = new DeliveryReceiver(builder.Build()) { Port = port };
        receiver._app.Run(receiver.Take);
        await receiver._app.StartAsync();
        return receiver;
    }

    public string UrlOf(int endpoint) => $"http://127.0.0.1:{Port}/{endpoint}";

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        var endpoint = int.Parse(http.Request.Path.Value.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
        if (Echo is { } echo)
        {
            using var copy = new MemoryStream();
            await http.Request.Body.CopyToAsync(copy, http.RequestAborted);
            if (echo(endpoint, copy.ToArray()))
            {
                http.Response.StatusCode = 500;
                await http.Response.Body.WriteAsync(copy.ToArray(), http.RequestAborted);
                return;
            }
        }

        // To its end: a body that is left in the middle closes the connection, and the next request fails.
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);

        if (IsSilent || Dead.Contains(endpoint))
        {
            await Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted);
        }

        var change = http.Request.Headers.TryGetValue("webhook-id", out var id) ? Guid.Parse(id.ToString()) : Guid.Empty;
        http.Response.StatusCode = Answer(endpoint, change);
        if (http.Response.StatusCode < 300)
        {
            Taken.Enqueue((endpoint, change, TimeProvider.System.GetTimestamp()));
        }
    }
}
