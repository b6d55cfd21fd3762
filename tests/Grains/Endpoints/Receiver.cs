using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Tests.Endpoints;

/// <summary>A customer's server on this machine: keeps what it is sent and answers as a test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private Receiver(WebApplication app) => _app = app;

    public string Url => new UriBuilder(new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First())) { Path = "/hooks/secret-path" }.ToString();

    /// <summary>All requests in the order of their arrival.</summary>
    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>Those that were answered with 2xx.</summary>
    public IReadOnlyList<Received> Taken => [.. _received.Where(one => one.Status is >= 200 and < 300)];

    /// <summary>Answers; 204 unless a test says otherwise.</summary>
    public Func<Received, HttpContext, Task> Answer { get; set; } = (_, http) => Status(http, 204);

    public static async Task<Receiver> Start(System.Security.Cryptography.X509Certificates.X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.Take);
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var received = new Received(await reader.ReadToEndAsync(http.RequestAborted), new HeaderDictionary(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase)));
        _received.Enqueue(received);
        await Answer(received, http);
        received.Status = http.Response.StatusCode;
    }
}

/// <summary>One request.</summary>
internal sealed class Received(string body, HeaderDictionary headers)
{
    private readonly JsonElement _json = JsonElement.Parse(body);

    public string Body => body;

    public HeaderDictionary Headers => headers;

    /// <summary>Null while it is being answered.</summary>
    public int? Status { get; set; }

    public Guid Id => Guid.Parse(headers["webhook-id"].ToString());

    public string Type => _json.GetProperty("type").GetString()!;

    public JsonElement Data => _json.GetProperty("data");

    public string? RecordId => Data.TryGetProperty("recordId", out var id) ? id.GetString() : null;
}
