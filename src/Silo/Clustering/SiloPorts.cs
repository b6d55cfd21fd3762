using System.Net;
using System.Net.Sockets;
using Jobvite.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Jobvite.Silo.Clustering;

/// <summary>The two ports of a silo, and who may reach them: whoever does can call every actor and read every company's candidates.</summary>
internal sealed record SiloPorts(int Silo, int Gateway)
{
    private const string Open = "Orleans__AllowPlainText";

    /// <summary>What the settings say, free ones where they say nothing.</summary>
    public static SiloPorts Of(OrleansClusterOptions cluster)
    {
        var free = FindFree(2);
        return new(cluster.SiloPort ?? free[0], cluster.GatewayPort ?? free[1]);
    }

    /// <summary>Refuses a silo that would listen without TLS, unless the operator has said so by name.</summary>
    /// <exception cref="OptionsValidationException">Neither TLS nor <c>Orleans__AllowPlainText</c> is set.</exception>
    public static void RefuseOpenOnes(ClusterTls tls, OrleansClusterOptions cluster)
    {
        if (!tls.IsOn && !cluster.AllowPlainText)
        {
            throw new OptionsValidationException(OrleansClusterOptions.Section, typeof(OrleansClusterOptions),
            [
                $"A silo's ports let in whoever can reach them, and they can read everything. Set Orleans__Tls__CertificatePath, Orleans__Tls__KeyPath and Orleans__Tls__CaPath (scripts/dev-certificates makes such files), or set {Open}=true if only this cluster's processes can reach the ports.",
            ]);
        }
    }

    /// <summary>
    /// Takes <paramref name="count"/> different free ports of the loopback address. They are free again on return; Orleans takes fixed
    /// ports only, so another process may still be faster, and then the start-up says so.
    /// </summary>
    public static int[] FindFree(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}

/// <summary>Lets a silo that is alone in its process open no port at all: Orleans asks for a listener, and nobody ever comes.</summary>
internal sealed class NoListeners : IConnectionListenerFactory
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(new Listener(endpoint));

    private sealed class Listener(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => endpoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => new(_end.Task.WaitAsync(cancellationToken));

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

        public ValueTask DisposeAsync()
        {
            _end.TrySetResult(null);
            return default;
        }
    }
}
