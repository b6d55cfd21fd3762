using System.Globalization;
using Jobvite.Benchmarks.Baselines;
using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Processes;
using Jobvite.Postgres.TestSupport;
using Npgsql;

namespace Jobvite.Benchmarks.Workbenches;

/// <summary>What the scenarios stand on: one durable PostgreSQL for ours and baseline alike, a load generator, and the programs.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    // As a small server would be set up; commits wait for the disk.
    private const string Durable = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c shared_buffers=1GB -c max_wal_size=4GB -c checkpoint_timeout=15min";

    private readonly PostgresCluster _postgres;
    private readonly string _files = Directory.CreateTempSubdirectory("jobvite-bench-").FullName;
    private int _databases;

    private Workbench(PostgresCluster postgres, bool quick) => (_postgres, Quick, Load) = (postgres, quick, new LoadGenerator());

    /// <summary>Smaller and shorter, for a first look.</summary>
    public bool Quick { get; }

    public LoadGenerator Load { get; }

    public static async Task<Workbench> Open(bool quick) => new(await PostgresCluster.Start(Durable), quick);

    /// <summary>An empty directory or a new file's path, gone with the workbench.</summary>
    public string Place(string name) => Path.Combine(_files, $"{Guid.NewGuid():N}-{name}");

    public async Task<string> CreateDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bench_{++_databases}");
        await using var connection = new NpgsqlConnection(_postgres.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>PostgreSQL's processor time so far; connections that ended are counted by the server that made them.</summary>
    public double PostgresCpuSeconds()
    {
        var server = int.Parse(File.ReadLines(Path.Combine(_postgres.Directory, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        return Consumption.CpuSeconds(Consumption.WithChildren(server));
    }

    /// <inheritdoc cref="Programs.LaunchStandalone"/>
    public async Task<Service> StartStandalone(string? database, StandIn standIn, params (string Name, string Value)[] settings)
    {
        var service = Programs.LaunchStandalone(database, Place("data"), standIn, settings);
        await service.WaitUntilReady();
        return service;
    }

    /// <summary>The baseline's server, with a database of its own unless it is to read another's.</summary>
    public async Task<(Child Child, int Port)> StartBaseline(string database, IEnumerable<Customer> customers)
    {
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(BaselineServer.Table, connection);
            await command.ExecuteNonQueryAsync();
        }

        var keys = Place("keys");
        await File.WriteAllLinesAsync(keys, customers.Select(static customer => $"{customer.CompanyId}\t{customer.WebhookSigningKey}"));
        var port = FreePort.Next();
        var child = Child.Start("Jobvite.Benchmarks.Scenarios", new Dictionary<string, string>(), BaselineServer.Role, database, $"{port}", keys);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Patience.Until(async () => (await http.GetAsync(new Uri("/", UriKind.Relative))).StatusCode == System.Net.HttpStatusCode.NotFound, child);
        return (child, port);
    }

    public async ValueTask DisposeAsync()
    {
        await Load.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }
}
