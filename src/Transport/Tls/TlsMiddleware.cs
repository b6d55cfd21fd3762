using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Jobvite.Transport.Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Jobvite.Transport.Tls;

/// <summary>
/// Puts TLS between the transport and the protocol of a connection. Both sides show a certificate of the cluster's CA, for their side of a
/// connection and with the name of what they are; whoever does not is cut off before a byte of the protocol is read.
/// </summary>
internal sealed partial class TlsMiddleware(IdentityKeeper identities, IReadOnlyList<ClusterRole> peers, bool isServer, TimeProvider time, ILogger logger)
{
    /// <summary>Longer than a busy machine needs, so that whoever connects and says nothing costs a socket for no longer.</summary>
    public static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    /// <summary>Agrees on TLS and goes on with what is inside it.</summary>
    /// <exception cref="ConnectionAbortedException">The two sides did not agree; the message says why.</exception>
    public async Task Run(ConnectionContext connection, ConnectionDelegate next)
    {
        var transport = connection.Transport;
        await using var stream = TlsPipe.Over(transport);
        await Agree(connection, stream);
        await using var pipe = new TlsPipe(stream);
        connection.Transport = pipe;
        try
        {
            await next(connection);
        }
        finally
        {
            // Whoever made the transport closes it.
            connection.Transport = transport;
        }
    }

    private async Task Agree(ConnectionContext connection, SslStream stream)
    {
        string? distrust = null;
        using var patience = new CancellationTokenSource(HandshakeTime, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, connection.ConnectionClosed);
        try
        {
            var judge = new RemoteCertificateValidationCallback((_, certificate, chain, errors) => (distrust = Judge(certificate, chain, errors)) is null);
            await Authenticate(stream, judge, end.Token);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            var reason = distrust
                ?? (patience.IsCancellationRequested ? $"it was silent for {HandshakeTime.TotalSeconds:0} s"
                : exception is AuthenticationException ? $"it does not speak TLS, or refused ours ({(exception.InnerException ?? exception).Message})"
                : "it closed the connection; if it is one of ours, its log says why");
            LogRefused(connection.RemoteEndPoint, isServer ? "calls" : "was called", reason);
            throw new ConnectionAbortedException($"No TLS with {connection.RemoteEndPoint}: {reason}.", exception);
        }
    }

    private Task Authenticate(SslStream stream, RemoteCertificateValidationCallback judge, CancellationToken cancellationToken)
    {
        var identity = identities.Current();
        return isServer
            ? stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = identity.Own,
                    ClientCertificateRequired = true,
                    CertificateChainPolicy = identity.Policy(peerIsServer: false),
                    RemoteCertificateValidationCallback = judge,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    AllowRenegotiation = false,
                    // Every connection is judged by the CA of today.
                    AllowTlsResume = false,
                },
                cancellationToken)
            : stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = identities.Settings.SiloName,
                    ClientCertificateContext = identity.Own,
                    CertificateChainPolicy = identity.Policy(peerIsServer: true),
                    RemoteCertificateValidationCallback = judge,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    AllowRenegotiation = false,
                    AllowTlsResume = false,
                },
                cancellationToken);
    }

    /// <summary>Why the other side is not believed; null when it is.</summary>
    private string? Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        Distrust.Reason(errors, chain) is { } reason ? reason
        : certificate is X509Certificate2 shown && peers.Any(role => ClusterIdentity.Bears(shown, identities.Settings.NameOf(role))) ? null
        : $"its certificate does not bear the name {string.Join(" or ", peers.Select(identities.Settings.NameOf))}";
}
