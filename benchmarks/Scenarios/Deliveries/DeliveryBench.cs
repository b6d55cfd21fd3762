using System.Security.Cryptography;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Jobvite.Benchmarks.Deliveries;

/// <summary>Companies with endpoints at a receiver on this machine, a feed that grows by SQL, and a silo that delivers.</summary>
internal sealed class DeliveryBench : IAsyncDisposable
{
    // As FeedWriter does: the row of the company is held to the commit.
    private const string Grow = """
        WITH feed AS (
            INSERT INTO change_feeds (company_id, cursor_key, position, removed_to) VALUES ($1, gen_random_uuid(), $2, 0)
            ON CONFLICT (company_id) DO UPDATE SET position = change_feeds.position + $2
            RETURNING position - $2 AS before)
        INSERT INTO record_changes (company_id, candidate_id, seen_at, id, what, fields, position, type, record_id, to_state)
        SELECT $1, 'p', $3, new.id, 1, 'title', feed.before + new.number, 'job.updated', 'j' || (random() * $5)::int, 'Open'
        FROM feed CROSS JOIN unnest($4::uuid[]) WITH ORDINALITY AS new (id, number)
        """;

    private readonly NpgsqlDataSource _source;
    private readonly ServiceProvider _stores;
    private readonly string _keys;
    private Child? _silo;

    private DeliveryBench(string database, string keys, DeliveryReceiver receiver, ServiceProvider stores) =>
        (Database, _keys, Receiver, _stores, _source) = (database, keys, receiver, stores, NpgsqlDataSource.Create(database));

    public string Database { get; }

    public DeliveryReceiver Receiver { get; }

    public Child Silo => _silo!;

    /// <summary>The endpoints in the order of their numbers.</summary>
    public List<(string Company, Guid Id)> Endpoints { get; } = [];

    public static async Task<DeliveryBench> Open(Workbench bench, int companies, int endpoints)
    {
        var (database, keys) = (await bench.CreateDatabase(), bench.Place("keys"));
        Directory.CreateDirectory(keys);
        var services = new ServiceCollection();
        DeliverySilo.AddStore(services, database, keys);
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
        DeliverySilo.Role, Database, _keys, $"{FreePort.Next()}", $"{FreePort.Next()}");

    /// <summary>Adds changes of some of the company's jobs, in one transaction.</summary>
    public async Task<IReadOnlyList<Guid>> Change(string company, int count, int jobs)
    {
        var now = TimeProvider.System.GetUtcNow();
        Guid[] ids = [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(now))];
        await using var command = _source.CreateCommand(Grow);
        command.Parameters.AddWithValue(company);
        command.Parameters.AddWithValue((long)count);
        command.Parameters.AddWithValue(DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));
        command.Parameters.AddWithValue(ids);
        command.Parameters.AddWithValue((double)jobs);
        await command.ExecuteNonQueryAsync();
        return ids;
    }

    /// <summary>The feed: change and record, in their order.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Record)>> Feed(string company)
    {
        await using var command = _source.CreateCommand("SELECT id, record_id FROM record_changes WHERE company_id = $1 ORDER BY position");
        command.Parameters.AddWithValue(company);
        await using var reader = await command.ExecuteReaderAsync();
        List<(Guid, string)> items = [];
        while (await reader.ReadAsync())
        {
            items.Add((reader.GetGuid(0), reader.GetString(1)));
        }

        return items;
    }

    /// <summary>Changes that wait, in the feed or as rows.</summary>
    public async Task<long> Waiting()
    {
        await using var command = _source.CreateCommand("""
            SELECT (SELECT coalesce(sum(f.position - e.position), 0)::bigint FROM webhook_endpoints AS e JOIN change_feeds AS f ON f.company_id = e.company_id)
                 + (SELECT count(*) FROM webhook_deliveries WHERE status IN (1, 3))
            """);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        await Receiver.DisposeAsync();
        await _source.DisposeAsync();
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
