using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Cluster.Tests.Silos;

public sealed class BalanceTests(PostgresServer server, ITestOutputHelper output)
{
    private const int Companies = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Caller Operator = new("(operator)", "ops");

    [Fact]
    public async Task Companies_spread_over_silos_that_are_added_leave_one_that_drains_and_nobody_who_calls_notices()
    {
        await using var silos = await SiloGroup.Create(server, "balanced");
        await silos.Start(1);
        await CallAll(silos);
        await silos.Start(4);
        using var stop = new CancellationTokenSource();
        var calling = KeepCalling(silos, stop.Token);
        var start = TimeProvider.System.GetTimestamp();

        await Until(silos, loads => loads.Count == 4 && loads.Max(silo => silo.Companies) <= 1.5 * Companies / 4);
        output.WriteLine($"one silo to four: balanced after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s");

        var drained = (await Loads(silos))[0].Address;
        start = TimeProvider.System.GetTimestamp();
        var answer = await Cluster(silos).DrainSilo(drained, drain: true, Operator);
        Assert.Equal(SiloDrainOutcome.Done, answer.Outcome);
        await Until(silos, loads => loads.Single(silo => silo.Address == drained) is { Companies: 0, IsDraining: true });
        output.WriteLine($"drained after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s");

        Assert.Equal(SiloDrainOutcome.Done, (await Cluster(silos).DrainSilo(drained, drain: false, Operator)).Outcome);
        await Until(silos, loads => loads.All(silo => !silo.IsDraining && silo.Companies <= 1.5 * Companies / 4));

        await stop.CancelAsync();
        output.WriteLine($"{await calling} calls meanwhile");
        Assert.Equal(SiloDrainOutcome.NotFound, (await Cluster(silos).DrainSilo("S127.0.0.1:1:1", drain: true, Operator)).Outcome);
    }

    [Fact]
    public async Task The_only_silo_does_not_drain()
    {
        await using var silos = await SiloGroup.Create(server, "alone");
        await silos.Start(1);

        var answer = await Cluster(silos).DrainSilo((await Loads(silos))[0].Address, drain: true, Operator);

        Assert.Equal(SiloDrainOutcome.NobodyElse, answer.Outcome);
    }

    private static IClusterOverviewGrain Cluster(SiloGroup silos) => silos.Grains().GetGrain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);

    private static async Task<IReadOnlyList<SiloOverview>> Loads(SiloGroup silos) =>
        [.. (await Cluster(silos).ListSilos(TestContext.Current.CancellationToken)).Where(silo => silo.Status == "Active")];

    private static Task CallAll(SiloGroup silos) => Task.WhenAll(Enumerable.Range(0, Companies).Select(i =>
        silos.Grains(i).GetGrain<ITenantGrain>(CompanyKey.Of($"balanced-{i}").ToString()).GetConfiguration(new Caller("nobody", "test"))));

    /// <summary>Calls every company again and again; throws what a caller would have seen.</summary>
    private static async Task<int> KeepCalling(SiloGroup silos, CancellationToken stop)
    {
        var calls = 0;
        while (!stop.IsCancellationRequested)
        {
            await CallAll(silos);
            calls += Companies;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return calls;
    }

    private static async Task Until(SiloGroup silos, Func<IReadOnlyList<SiloOverview>, bool> holds)
    {
        IReadOnlyList<SiloOverview> last = [];
        await Wait.Until(Patience, async () => holds(last = await Loads(silos)), () => string.Join(", ", last.Select(silo => $"{silo.Address}: {silo.Companies}")));
    }
}
