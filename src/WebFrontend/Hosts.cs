using System.Net;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>
/// Which host names this service answers to: the one of <c>Frontend__PublicBaseUrl</c>, those of <c>Frontend__AllowedHosts</c>, and, since nobody
/// else can make them mean something, loopback names over loopback and the very address that was called. Everything else is refused: pages,
/// redirects and <c>webhookUrls</c> would repeat a name that a stranger chose.
/// </summary>
internal sealed class Hosts(IOptions<FrontendSettings> settings)
{
    private readonly HashSet<string> _names = new(Names(settings.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the host is one of ours, else what to tell the caller.</summary>
    public string? Refuse(HostString host, ConnectionInfo connection)
    {
        // HostString hands out a port that is none, and some readers of it throw later.
        if (!host.HasValue || !Uri.TryCreate($"http://{host.Value}/", UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.AbsolutePath != "/")
        {
            return "The Host header is not a host name with an optional port.";
        }

        var name = uri.IdnHost;
        if (_names.Contains(name) || IsCalledAddress(name, connection.LocalIpAddress))
        {
            return null;
        }

        return "This service does not answer to the host name in the request. Its operator sets Frontend__PublicBaseUrl to the address at which it is reached, and Frontend__AllowedHosts to further names.";
    }

    /// <summary>The further names, without ports.</summary>
    public static string[] Further(FrontendSettings settings) =>
        (settings.AllowedHosts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> Names(FrontendSettings settings) =>
        settings.PublicBaseUrl is { } url ? Further(settings).Append(new Uri(url).IdnHost) : Further(settings);

    private static bool IsCalledAddress(string name, IPAddress? called)
    {
        // A test server without a network has no address.
        if (called is null)
        {
            return true;
        }

        var address = called.IsIPv4MappedToIPv6 ? called.MapToIPv4() : called;
        return IPAddress.TryParse(name.Trim('[', ']'), out var named)
            ? named.Equals(address) || (IPAddress.IsLoopback(named) && IPAddress.IsLoopback(address))
            : name.Equals("localhost", StringComparison.OrdinalIgnoreCase) && IPAddress.IsLoopback(address);
    }
}

/// <summary>The two outermost steps of every request.</summary>
internal static partial class OuterMiddleware
{
    /// <summary>What even the error handling could not answer: a plain 500 and one log line, instead of the server's own with a long trace.</summary>
    public static void UseLastHandler(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Jobvite.WebFrontend.LastHandler");
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
            {
                LogUnanswered(logger, exception.GetType().Name);
                http.Response.Clear();
                await new Problem(StatusCodes.Status500InternalServerError, "The service failed to answer; the operator finds the reason in the log.").ExecuteAsync(http);
            }
        });
    }

    /// <summary>
    /// Refuses requests for other hosts than <see cref="Hosts"/>' with 400, before anything reads the name. All others look from here on as if they had
    /// been sent to <c>Frontend__PublicBaseUrl</c>, whatever the last hop was: so cookies are Secure and redirects right behind a proxy that ends TLS.
    /// Comes after the proxies' headers are applied.
    /// </summary>
    public static void UsePublicAddress(this WebApplication app)
    {
        var hosts = ActivatorUtilities.CreateInstance<Hosts>(app.Services);
        var address = app.Services.GetRequiredService<IOptions<FrontendSettings>>().Value.PublicBaseUrl is { } url ? new Uri(url) : null;
        app.Use((http, next) =>
        {
            // Whoever collects figures calls a process by any name; the gate before this has let it pass.
            if (!MetricsEndpoint.IsAsked(http) && hosts.Refuse(http.Request.Host, http.Connection) is { } refusal)
            {
                return new Problem(StatusCodes.Status400BadRequest, refusal).ExecuteAsync(http);
            }

            if (address is not null)
            {
                (http.Request.Scheme, http.Request.Host) = (address.Scheme, new HostString(address.Authority));
            }

            return next(http);
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request ended with an exception that the error handling could not answer either: {Kind}")]
    private static partial void LogUnanswered(ILogger logger, string kind);
}
