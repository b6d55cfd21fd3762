#pragma warning disable CA5359 // It believes everybody, so that only the other side can refuse.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Jobvite.Transport.Tests;

/// <summary>Somebody who speaks TLS and believes everybody.</summary>
internal static class Stranger
{
    /// <summary>Connects and waits for a byte or the end. A silo that lets a caller in says nothing first, so this returns only when it is refused.</summary>
    public static async Task CallUntilRefused(int port, Dictionary<string, string?>? shown, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "jobvite-silo",
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
                    ClientCertificateContext = shown is null ? null : Context(shown),
                },
                cancellationToken);
            // In TLS 1.3 the caller learns of its refusal only when it reads.
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // Refused.
        }
    }

    /// <summary>Plays a gateway with these certificates until cancelled.</summary>
    public static async Task Play(TcpListener gateway, Dictionary<string, string?> shown, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var caller = await gateway.AcceptTcpClientAsync(cancellationToken);
            await using var stream = new SslStream(caller.GetStream());
            try
            {
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificateContext = Context(shown), RemoteCertificateValidationCallback = (_, _, _, _) => true },
                    cancellationToken);
                await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The caller does not believe us.
            }
        }
    }

    private static SslStreamCertificateContext Context(Dictionary<string, string?> shown) => SslStreamCertificateContext.Create(
        X509Certificate2.CreateFromPemFile(shown["Orleans:Tls:CertificatePath"]!, shown["Orleans:Tls:KeyPath"]), null, offline: true);
}
