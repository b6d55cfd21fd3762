using System.Text.Json;
using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Cluster.Tests.Silos;

/// <summary>Three silos with small budgets and a clock that the tests set. Each test has a budget of its own.</summary>
public sealed class MeteredSilos(PostgresServer server) : IAsyncLifetime
{
    public const int PerMinute = 12;
    public const int PerHour = 40;
    public const int CandidatesPerDay = 20;

    private SiloGroup? _group;

    internal SetTime Time { get; } = new();

    internal SiloGroup Group => _group!;

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyMissing is not null)
        {
            return;
        }

        _group = await SiloGroup.Create(server, "metered", Time);
        _group.Settings["Jobvite:RequestBudget:PerMinute"] = $"{PerMinute}";
        _group.Settings["Jobvite:RequestBudget:PerHour"] = $"{PerHour}";
        _group.Settings["Jobvite:RequestBudget:CandidatesPerDay"] = $"{CandidatesPerDay}";
        await _group.Start(3);
    }

    /// <summary>
    /// All silos, at a later time. They are down while the clock moves, since a silo whose last heartbeat seems days old is dead to the
    /// others.
    /// </summary>
    internal async Task Restart(DateTimeOffset at)
    {
        await Group.Stop();
        Time.Set(at);
        await Group.Start(3);
    }

    /// <summary>The budget as a silo's own caller would find it.</summary>
    internal IRequestBudgetGrain Budget(string companyId, int caller = 0) =>
        Group.Grains(caller).GetGrain<IRequestBudgetGrain>(BudgetKey.Of(CompanyKey.Of(companyId), JobviteEnvironment.Stage));

    /// <summary>So many callers at the same moment, spread over the silos.</summary>
    internal Task<BudgetLease>[] LeaseAll(string companyId, int callers, BudgetClass requestClass, BudgetPriority priority = BudgetPriority.Person) =>
    [
        .. Enumerable.Range(0, callers).Select(i => Task.Run(() => Budget(companyId, i).Lease(requestClass, priority, TestContext.Current.CancellationToken))),
    ];

    /// <summary>What is on record of the last hour: unix milliseconds of a grant, and how many.</summary>
    internal async Task<IEnumerable<(long At, int Count)>> Record(string companyId)
    {
        var state = await Sql.Scalar<string>(
            Group.ConnectionString,
            "SELECT state FROM request_budgets WHERE budget_key = @key",
            ("key", BudgetKey.Of(CompanyKey.Of(companyId), JobviteEnvironment.Stage)));
        var pairs = JsonDocument.Parse(state).RootElement.GetProperty("h").EnumerateArray().Select(number => number.GetInt64()).ToArray();
        return pairs.Chunk(2).Select(pair => (pair[0], (int)pair[1]));
    }

    public ValueTask DisposeAsync() => _group?.DisposeAsync() ?? ValueTask.CompletedTask;
}
