using Jobvite.Transport.Tests.Logs;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jobvite.Transport.Tests;

/// <summary>A process of the cluster as far as its connections go.</summary>
internal sealed class Side
{
    private readonly ClusterTls _tls;
    private readonly ServiceProvider _services;

    public Side(Dictionary<string, string?> settings, ClusterRole role, TimeProvider? time = null)
    {
        _tls = ClusterTls.From(Authority.Configuration(settings), role, time ?? TimeProvider.System);
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace))
            .AddSingleton(time ?? TimeProvider.System)
            .BuildServiceProvider();
    }

    public Lines Log { get; } = new();

    /// <summary>Takes a connection as a silo's port for silos does, or as its gateway.</summary>
    public Task Accept(ConnectionContext connection, ConnectionDelegate protocol, params ClusterRole[] peers) =>
        Build(builder => _tls.Accept(builder, peers), protocol)(connection);

    public Task Call(ConnectionContext connection, ConnectionDelegate protocol) => Build(_tls.Call, protocol)(connection);

    private ConnectionDelegate Build(Action<IConnectionBuilder> configure, ConnectionDelegate protocol)
    {
        var builder = new ConnectionBuilder(_services);
        configure(builder);
        builder.Use(_ => protocol);
        return builder.Build();
    }
}
