using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobvite.Benchmarks.Micro.Grains;

/// <summary>A grain call inside one silo, with a webhook's worth of bytes.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private const int AtOnce = 64;

    private readonly byte[] _body = new byte[200];
    private IHost? _silo;
    private IEchoGrain[] _grains = [];

    [GlobalSetup]
    public async Task Prepare()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(static silo => silo.UseLocalhostClustering(FreePort(), FreePort()));
        _silo = builder.Build();
        await _silo.StartAsync();
        var factory = _silo.Services.GetRequiredService<IGrainFactory>();
        _grains = [.. Enumerable.Range(0, AtOnce).Select(number => factory.GetGrain<IEchoGrain>($"echo:{number}"))];
        await SixtyFour();
    }

    [GlobalCleanup]
    public async Task Clear()
    {
        await _silo!.StopAsync();
        _silo.Dispose();
    }

    [Benchmark]
    public Task<int> One() => _grains[0].Echo(_body);

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public Task SixtyFour() => Task.WhenAll(_grains.Select(grain => grain.Echo(_body)));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
