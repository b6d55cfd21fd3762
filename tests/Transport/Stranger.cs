#pragma warning disable CA5359 // It believes everybody, so that only the other side can refuse.
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Jobvite.Transport.Tls;
using Microsoft.AspNetCore.Connections;

namespace Jobvite.Transport.Tests;

/// <summary>Somebody who speaks TLS and believes everybody.</summary>
internal static class Stranger
{
    public static async Task Call(ConnectionContext connection, Dictionary<string, string?>? shown)
    {
        await using var stream = TlsPipe.Over(connection.Transport);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "jobvite-silo",
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
            ClientCertificateContext = shown is null ? null : Context(shown),
        });
        // In TLS 1.3 the caller learns of its refusal only when it reads.
        await stream.ReadExactlyAsync(new byte[1]);
    }

    public static async Task Accept(ConnectionContext connection, Dictionary<string, string?> shown)
    {
        await using var stream = TlsPipe.Over(connection.Transport);
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = Context(shown),
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        await stream.ReadExactlyAsync(new byte[1]);
    }

    private static SslStreamCertificateContext Context(Dictionary<string, string?> shown) => SslStreamCertificateContext.Create(
        X509Certificate2.CreateFromPemFile(shown["Orleans:Tls:CertificatePath"]!, shown["Orleans:Tls:KeyPath"]), null, offline: true);
}
