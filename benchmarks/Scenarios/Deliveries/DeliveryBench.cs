using System.Security.Cryptography;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Benchmarks.Deliveries;

/// <summary>Companies with endpoints at a receiver on this machine, a feed that grows by SQL, and a silo that delivers.</summary>
internal sealed class DeliveryBench : IAsyncDisposable
{
    private readonly ServiceProvider _stores;
    private readonly string _keys;
    private Child? _silo;

    private DeliveryBench(DeliveryDatabase database, string keys, DeliveryReceiver receiver, ServiceProvider stores) =>
        (Database, _keys, Receiver, _stores) = (database, keys, receiver, stores);

    public DeliveryDatabase Database { get; }

    public DeliveryReceiver Receiver { get; }

    public Child Silo => _silo!;

    /// <summary>The endpoints in the order of their numbers.</summary>
    public List<(string Company, Guid Id)> Endpoints { get; } = [];

    public static async Task<DeliveryBench> Open(Workbench bench, int companies, int endpoints) =>
        await Open(bench, DeliveryDatabase.Postgres(await bench.CreateDatabase()), companies, endpoints);

    public static async Task<DeliveryBench> Open(Workbench bench, DeliveryDatabase database, int companies, int endpoints)
    {
        var keys = bench.Place("keys");
        Directory.CreateDirectory(keys);
        var services = new ServiceCollection();
        DeliverySilo.AddStore(services, database.Address, keys);
        var opened = new DeliveryBench(database, keys, await DeliveryReceiver.Start(), services.BuildServiceProvider());
        await opened._stores.GetRequiredService<IStorageMigrator>().Migrate(CancellationToken.None);
        for (var company = 0; company < companies; company++)
        {
            for (var endpoint = 0; endpoint < endpoints; endpoint++)
            {
                await opened.Add($"company{company}");
            }
        }

        return opened;
    }

    public void StartSilo() => _silo = Child.Start(
        "Jobvite.Benchmarks.Scenarios",
        new Dictionary<string, string> { ["Webhooks__AllowedHosts"] = "127.0.0.1" },
        DeliverySilo.Role, Database.Address, _keys, $"{FreePort.Next()}", $"{FreePort.Next()}");

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        await Receiver.DisposeAsync();
        await Database.DisposeAsync();
        await _stores.DisposeAsync();
    }

    private async Task Add(string company)
    {
        var id = Guid.CreateVersion7();
        var protector = _stores.GetRequiredService<IDataProtectionProvider>().CreateProtector("Jobvite.Orleans", "company", company, $"endpoint-secret:{id:N}");
        var secret = System.Text.Encoding.UTF8.GetBytes($"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}");
        await _stores.GetRequiredService<IEndpointStore>().Add(
            new NewEndpoint
            {
                CompanyId = company,
                Id = id,
                Url = Receiver.UrlOf(Endpoints.Count),
                Payload = EndpointPayload.Thin,
                Enabled = true,
                MaxPerSecond = 1000,
                Secret = Convert.ToBase64String(protector.Protect(secret)),
            },
            most: 10,
            CancellationToken.None);
        Endpoints.Add((company, id));
    }
}
