using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>
/// What the server bears of its callers, so that many slow ones cost sockets and little else. A reverse proxy that reads bodies whole
/// before it passes them on makes most of it unnecessary; nobody can rely on there being one.
/// </summary>
internal sealed class ServerLimits(IOptions<FrontendSettings> settings) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>Callers are servers and browsers on real lines; who sends less than this is not sending, but holding.</summary>
    private const double SlowestBody = 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = RequestBytes.ServerLimit;
        options.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, Grace);

        // A request's line and headers fit into one packet or two.
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // Of a body that nobody reads yet, so much is taken from the line; the default is a mebibyte for each connection.
        options.Limits.MaxRequestBufferSize = WebhookAdmission.LargeBodyBytes;

        // Beyond, a connection is closed at once, which costs less than an answer.
        options.Limits.MaxConcurrentConnections = settings.Value.MaxConnections;
    }
}
