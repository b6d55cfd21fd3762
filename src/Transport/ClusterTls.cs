using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Jobvite.Transport.Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace Jobvite.Transport;

/// <summary>What a process is in its cluster; its certificate says the same.</summary>
public enum ClusterRole
{
    /// <summary>Hosts actors; talks to other silos and is talked to by them and by front ends.</summary>
    Silo,

    /// <summary>Asks silos, and is never asked by them.</summary>
    Front,
}

/// <summary>
/// TLS between the processes of a cluster, with certificates on both sides that one private CA has signed. On when
/// <c>Orleans__Tls__CertificatePath</c>, <c>Orleans__Tls__KeyPath</c> and <c>Orleans__Tls__CaPath</c> are set. Orleans' own package encrypts;
/// which certificates are shown, who is believed and when they are renewed is decided here.
/// </summary>
public sealed partial class ClusterTls
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    private readonly ClusterRole _role;
    private readonly (TlsSettings Settings, IdentityFiles Files, ClusterIdentity Identity)? _start;
    private IdentityKeeper? _keeper;
    private ILogger? _logger;

    private ClusterTls(ClusterRole role, (TlsSettings Settings, IdentityFiles Files, ClusterIdentity Identity)? start) => (_role, _start) = (role, start);

    /// <summary>Whether connections are encrypted.</summary>
    public bool IsOn => _start is not null;

    /// <summary>Reads the settings and the files, and checks that the other processes will believe this one.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">They will not, or something is missing; the message names the variable.</exception>
    public static ClusterTls From(IConfiguration configuration, ClusterRole role, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(time);
        if (TlsSettings.From(configuration) is not { } settings)
        {
            return new(role, null);
        }

        var files = IdentityFiles.Read(settings);
        return new(role, (settings, files, ClusterIdentity.From(files, settings, role, time.GetUtcNow())));
    }

    /// <summary>Encrypts a silo's connections: only silos are let in at the port for silos, silos and front ends at the gateway. Nothing when TLS is off.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="gatewayPort">Where the gateway listens.</param>
    public ISiloBuilder Secure(ISiloBuilder silo, int gatewayPort)
    {
        ArgumentNullException.ThrowIfNull(silo);
        if (IsOn)
        {
            silo.Services.AddOptions<SiloConnectionOptions>().Configure<IServiceProvider>((_, services) => Open(services));
            silo.UseTls(options => Configure(options, gatewayPort));
        }

        return silo;
    }

    /// <summary>Encrypts a front end's connections, which go to silos only. Nothing when TLS is off.</summary>
    public IClientBuilder Secure(IClientBuilder client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (IsOn)
        {
            client.Services.AddOptions<ClientConnectionOptions>().Configure<IServiceProvider>((_, services) => Open(services));
            client.UseTls(options => Configure(options, gatewayPort: 0));
        }

        return client;
    }

    /// <summary>One keeper for all directions, so that they change to a renewed certificate together. Runs before the first connection is made.</summary>
    private void Open(IServiceProvider services)
    {
        var (settings, files, identity) = _start!.Value;
        _logger ??= services.GetRequiredService<ILoggerFactory>().CreateLogger<ClusterTls>();
        _keeper ??= new IdentityKeeper(settings, _role, files, identity, services.GetService<TimeProvider>() ?? TimeProvider.System, _logger);
    }

    private void Configure(TlsOptions options, int gatewayPort)
    {
        options.LocalCertificate = _start!.Value.Identity.Own.TargetCertificate;
        // Otherwise the package judges by a callback that does not know at which port somebody knocks. Both sides are judged below.
        options.RemoteCertificateMode = RemoteCertificateMode.NoCertificate;
        options.HandshakeTimeout = HandshakeTime;
        options.OnAuthenticateAsServer = (connection, handshake) => Accept(connection, (SslServerAuthenticationOptions)handshake.SslServerAuthenticationOptions, gatewayPort);
        options.OnAuthenticateAsClient = (connection, handshake) => Call(connection, (SslClientAuthenticationOptions)handshake.SslClientAuthenticationOptions);
    }

    private void Accept(ConnectionContext connection, SslServerAuthenticationOptions handshake, int gatewayPort)
    {
        var identity = _keeper!.Current();
        ClusterRole[] peers = connection.LocalEndPoint is IPEndPoint local && local.Port == gatewayPort ? [ClusterRole.Front, ClusterRole.Silo] : [ClusterRole.Silo];
        handshake.ServerCertificate = null;
        handshake.ServerCertificateSelectionCallback = null;
        handshake.ServerCertificateContext = identity.Own;
        handshake.ClientCertificateRequired = true;
        handshake.CertificateChainPolicy = identity.Policy(peerIsServer: false);
        handshake.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Believes(connection, "calls", Judge(certificate, chain, errors, peers));
        handshake.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        handshake.AllowRenegotiation = false;
        // Every connection is judged by the CA of today.
        handshake.AllowTlsResume = false;
    }

    private void Call(ConnectionContext connection, SslClientAuthenticationOptions handshake)
    {
        var identity = _keeper!.Current();
        handshake.TargetHost = _keeper.Settings.SiloName;
        handshake.ClientCertificates = null;
        handshake.LocalCertificateSelectionCallback = null;
        handshake.ClientCertificateContext = identity.Own;
        handshake.CertificateChainPolicy = identity.Policy(peerIsServer: true);
        handshake.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Believes(connection, "was called", Judge(certificate, chain, errors, [ClusterRole.Silo]));
        handshake.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        handshake.AllowRenegotiation = false;
        handshake.AllowTlsResume = false;
    }

    private bool Believes(ConnectionContext connection, string direction, string? distrust)
    {
        if (distrust is not null)
        {
            LogRefused(_logger!, connection.RemoteEndPoint, direction, distrust);
        }

        return distrust is null;
    }

    /// <summary>Why the other side is not believed; null when it is.</summary>
    private string? Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, ClusterRole[] peers) =>
        Distrust.Reason(errors, chain) is { } reason ? reason
        : certificate is X509Certificate2 shown && peers.Any(role => ClusterIdentity.Bears(shown, _keeper!.Settings.NameOf(role))) ? null
        : $"its certificate does not bear the name {string.Join(" or ", peers.Select(_keeper!.Settings.NameOf))}";

    [LoggerMessage(1, LogLevel.Warning, "No TLS with {Peer}, which {Direction}: {Reason}")]
    private static partial void LogRefused(ILogger logger, EndPoint? peer, string direction, string reason);
}
