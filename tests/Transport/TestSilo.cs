using System.Net;
using System.Net.Sockets;
using Jobvite.Transport.Tests.Logs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobvite.Transport.Tests;

/// <summary>A real silo, alone in its cluster, that listens on loopback with the certificates of a test.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSilo(IHost host, int port, int gateway, Lines log) => (_host, Port, Gateway, Log) = (host, port, gateway, log);

    /// <summary>For silos.</summary>
    public int Port { get; }

    /// <summary>For front ends.</summary>
    public int Gateway { get; }

    public Lines Log { get; }

    public static async Task<TestSilo> Start(Dictionary<string, string?> settings)
    {
        var (port, gateway, log) = (FreePort(), FreePort(), new Lines());
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        var tls = ClusterTls.From(Authority.Configuration(settings), ClusterRole.Silo, TimeProvider.System);
        builder.UseOrleans(silo => tls.Secure(silo.UseLocalhostClustering(port, gateway), gateway));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host, port, gateway, log);
    }

    /// <summary>Whether a front end with these certificates gets an answer; false when <paramref name="cancellationToken"/> ends its attempts.</summary>
    public static async Task<bool> Answers(int gateway, Dictionary<string, string?> settings, Lines log, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        var tls = ClusterTls.From(Authority.Configuration(settings), ClusterRole.Front, TimeProvider.System);
        builder.UseOrleansClient(client => tls.Secure(client.UseLocalhostClustering(gateway).UseConnectionRetryFilter(async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, token);
            return true;
        })));
        using var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            var grains = (IGrainFactory)host.Services.GetService(typeof(IGrainFactory))!;
            return (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellationToken)).Count == 1;
        }
        catch (Exception exception) when (exception is OperationCanceledException or Orleans.Runtime.OrleansException)
        {
            return false;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
