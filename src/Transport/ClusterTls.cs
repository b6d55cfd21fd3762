using Jobvite.Transport.Certificates;
using Jobvite.Transport.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jobvite.Transport;

/// <summary>
/// TLS between the processes of a cluster, with certificates on both sides that one private CA has signed. On when
/// <c>Orleans__Tls__CertificatePath</c>, <c>Orleans__Tls__KeyPath</c> and <c>Orleans__Tls__CaPath</c> are set.
/// </summary>
public sealed class ClusterTls
{
    private readonly ClusterRole _role;
    private readonly (TlsSettings Settings, IdentityFiles Files, ClusterIdentity Identity)? _start;
    private readonly Lock _making = new();
    private IdentityKeeper? _keeper;

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

    /// <summary>Encrypts connections that others make to this process, and lets in only the named ones; nothing when TLS is off.</summary>
    public void Accept(IConnectionBuilder connections, params ClusterRole[] peers) => Use(connections, peers, isServer: true);

    /// <summary>Encrypts connections that this process makes, and makes them to silos only; nothing when TLS is off.</summary>
    public void Call(IConnectionBuilder connections) => Use(connections, [ClusterRole.Silo], isServer: false);

    private void Use(IConnectionBuilder connections, IReadOnlyList<ClusterRole> peers, bool isServer)
    {
        ArgumentNullException.ThrowIfNull(connections);
        if (_start is null)
        {
            return;
        }

        var services = connections.ApplicationServices;
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<ClusterTls>();
        var middleware = new TlsMiddleware(Keeper(time, logger), peers, isServer, time, logger);
        connections.Use(next => connection => middleware.Run(connection, next));
    }

    /// <summary>One for all directions, so that they change to a renewed certificate together.</summary>
    private IdentityKeeper Keeper(TimeProvider time, ILogger logger)
    {
        lock (_making)
        {
            var (settings, files, identity) = _start!.Value;
            return _keeper ??= new IdentityKeeper(settings, _role, files, identity, time, logger);
        }
    }
}
