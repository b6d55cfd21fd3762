using System.Net;
using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Tests.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Endpoints;

/// <summary>A cluster that may send to this machine, and looks for work all the time.</summary>
public sealed class DeliveryCluster : GrainCluster
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Jobvite:RequestBudget:PerMinute"] = "6000",
        ["Webhooks:AllowedHosts"] = "127.0.0.1",
    };

    internal async Task<DeliveryCompany> Begin() => await DeliveryCompany.Begin(this);

    /// <summary>Changes rows behind the silo's back.</summary>
    internal async Task Run(string sql, Guid endpoint)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@endpoint", endpoint.ToString());
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    protected override void Configure(IServiceCollection services)
    {
        services.Configure<EndpointOptions>(options =>
        {
            options.Look = TimeSpan.FromMilliseconds(50);
            options.Timeout = TimeSpan.FromSeconds(2);
        });
        services.AddSingleton<HostResolver>((host, cancellationToken) => host == "inside.example.com"
            ? Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.215.14"), IPAddress.Parse("10.1.2.3")])
            : Dns.GetHostAddressesAsync(host, cancellationToken));
    }
}

[CollectionDefinition(Name)]
public sealed class DeliveryClusterTests : ICollectionFixture<DeliveryCluster>
{
    public const string Name = "deliveries";
}
