using System.Net.Sockets;
using System.Security.Authentication;

namespace Jobvite.Grains.Endpoints;

/// <summary>Says in a sentence why a request failed. Names the host and nothing else of the URL.</summary>
internal static class SendFailure
{
    public static string OfStatus(int status) => status is >= 300 and < 400
        ? $"The answer was {status}, a redirect: redirects are not followed."
        : $"The answer was {status}.";

    public static string Of(Exception exception, Uri url)
    {
        var causes = Causes(exception).ToList();
        return causes.OfType<RefusedCertificateException>().FirstOrDefault()?.Message
            ?? (causes.OfType<RefusedAddressException>().Any() ? $"{url.Host} leads to an address within a private network, to which nothing is sent." : null)
            ?? causes.OfType<SocketException>().Select(socket => OfSocket(socket.SocketErrorCode, url)).FirstOrDefault()
            ?? (causes.OfType<AuthenticationException>().Any() ? "No secure connection could be made: the server speaks no TLS that this service accepts." : null)
            ?? causes.OfType<HttpRequestException>().Select(http => OfHttp(http.HttpRequestError)).FirstOrDefault()
            ?? (causes.OfType<HttpIOException>().Any() ? "The connection was closed before the answer was complete." : null)
            ?? "The request failed.";
    }

    private static string OfSocket(SocketError error, Uri url) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => $"The name {url.Host} could not be resolved.",
        SocketError.ConnectionRefused => "The server refused the connection.",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkDown => "The server cannot be reached.",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "The connection was closed before the answer was complete.",
        SocketError.TimedOut => "The server did not take the connection in time.",
        _ => "The connection failed.",
    };

    private static string OfHttp(HttpRequestError error) => error switch
    {
        HttpRequestError.ResponseEnded => "The connection was closed before the answer was complete.",
        HttpRequestError.InvalidResponse => "The answer is not HTTP.",
        HttpRequestError.ConfigurationLimitExceeded => "The answer's headers are too long.",
        HttpRequestError.SecureConnectionError => "No secure connection could be made.",
        _ => "The request failed.",
    };

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
