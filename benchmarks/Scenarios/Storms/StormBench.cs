using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Webhooks;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Storms;

/// <summary>
/// A service with connected companies that is disturbed, and a second load generator for the disturbance: the first one's figures are
/// of those who did nothing.
/// </summary>
internal sealed class StormBench : IAsyncDisposable
{
    private const double IdleShare = 0.05;
    private const int Saturating = 256;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);

    private StormBench(Workbench bench, StandIn standIn, Service service, NpgsqlDataSource database) =>
        (Bench, StandIn, Service, Database) = (bench, standIn, service, database);

    public Workbench Bench { get; }

    public StandIn StandIn { get; }

    public Service Service { get; }

    public NpgsqlDataSource Database { get; }

    /// <summary>For the disturbance.</summary>
    public LoadGenerator Disturbance { get; } = new();

    public IReadOnlyList<Customer> Customers => StandIn.Customers;

    public static async Task<StormBench> Open(Workbench bench, int companies, int candidates, params (string Name, string Value)[] settings)
    {
        var standIn = await StandIn.Start("--companies", $"{companies}", "--candidates", $"{candidates}", "--jobs", "5", "--documents", "0");
        var database = await bench.CreateDatabase();
        var service = await bench.StartStandalone(database, standIn, settings);
        await service.Connect(standIn.Customers, documents: false);
        return new StormBench(bench, standIn, service, NpgsqlDataSource.Create(database));
    }

    /// <summary>Signed events of these companies, in a file for a <see cref="LoadPlan"/>.</summary>
    /// <param name="customers">Whose.</param>
    /// <param name="changed">
    /// The candidates have really changed, as events say, so that one list shows all of them; otherwise each is a request of its own.
    /// </param>
    public async Task<string> Webhooks(IReadOnlyList<Customer> customers, bool changed = true)
    {
        if (changed)
        {
            await StandIn.ChangeAll(customers);
        }

        return (await WebhookRequests.Write(Bench, StandIn, customers, "/none")).Ours;
    }

    public LoadPlan Plan(string requests, int connections, double seconds, double? perSecond = null) => new(Service.Port, requests, connections, seconds, perSecond);

    /// <summary>So that the runtime has compiled what is called often; returns how many requests a second the machine carries.</summary>
    public async Task<double> Warm(string requests, double seconds)
    {
        await Bench.Load.Run(Plan(requests, Saturating, seconds));
        await Settle();
        return await Carried(requests, Math.Max(3, seconds / 3));
    }

    /// <summary>
    /// Requests a second that are answered as wanted. Events gather for seconds before they are applied: only who measures for longer sees what
    /// storing and applying cost together.
    /// </summary>
    public async Task<double> Carried(string requests, double seconds)
    {
        var report = await Bench.Load.Run(Plan(requests, Saturating, seconds));
        await Settle();
        return report.PerSecond(200);
    }

    /// <summary>Until what was left to be done is done; after a while it goes on all the same.</summary>
    public async Task Settle()
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < SettleLimit)
        {
            var before = Consumption.CpuSeconds(Service.Processes);
            await Task.Delay(Look);
            if (Consumption.CpuSeconds(Service.Processes) - before < Look.TotalSeconds * IdleShare)
            {
                return;
            }
        }
    }

    public async Task<long> Count(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Disturbance.DisposeAsync();
        await Database.DisposeAsync();
        await Service.DisposeAsync();
        await StandIn.DisposeAsync();
    }
}
