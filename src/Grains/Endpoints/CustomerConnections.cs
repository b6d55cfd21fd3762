using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Endpoints;

/// <summary>
/// Connections to hosts that customers name. Every address is checked at the moment of connecting, whatever the URL looked like and the name
/// meant before (<see cref="AddressRule"/>).
/// </summary>
internal sealed class CustomerConnections(IOptions<EndpointOptions> options, HostResolver resolver)
{
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),

        // A name may come to mean another address, and a certificate expires.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // Spans would show the customer's path.
        ActivityHeadersPropagator = null,
        ConnectCallback = Connect,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Check },
    };

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await resolver(host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        // One that is refused spoils them all: a name that means both is no mistake.
        if (!options.Value.Allows(host, port) && !addresses.All(AddressRule.IsPublic))
        {
            throw new RefusedAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        var isLate = chain?.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)) == true;
        throw new RefusedCertificateException(errors switch
        {
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) => "The server showed no certificate.",
            _ when isLate => "The server's certificate has expired or is not valid yet.",
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => "The server's certificate is for another name.",
            _ => "The server's certificate is not signed by an authority that this service trusts.",
        });
    }
}

/// <summary>The addresses of a host.</summary>
internal delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);

/// <summary>The host leads to an address to which this service does not connect.</summary>
internal sealed class RefusedAddressException() : Exception("The address is refused.");

/// <summary>The server's certificate is not good; the message is for the customer.</summary>
internal sealed class RefusedCertificateException(string message) : Exception(message);
