namespace Jobvite.Cluster.Tests.Processes;

[Collection(nameof(LocalCluster))]
public sealed class KillTests(LocalCluster cluster, ITestOutputHelper output)
{
    private readonly Storm _storm = new(cluster, output);

    [Fact]
    public async Task A_killed_silo_costs_no_record_and_no_acknowledged_event_and_its_work_is_resumed() => await _storm.Survive("a silo killed", async () =>
    {
        var victim = await cluster.Placement.Find(_storm.Hit, "candidates");
        Assert.NotNull(victim);
        var elsewhere = new List<string>();
        foreach (var company in cluster.Companies.Concat(cluster.Readers))
        {
            if (await cluster.Placement.Find(company, "tenantdirectory") != victim && await cluster.Placement.Find(company, "tenant") != victim)
            {
                elsewhere.Add(company.Id);
            }
        }

        output.WriteLine($"a silo killed: these live elsewhere: {string.Join(", ", elsewhere)}");
        var before = await _storm.Hit.Progress();
        var start = TimeProvider.System.GetTimestamp();

        await victim.Process.Kill();

        var detected = await Seen(() => cluster.IsDead(victim));
        var taken = await Seen(async () => (await _storm.Hit.Progress()).Epoch > before.Epoch);
        var resumed = await Seen(async () => (await _storm.Hit.Progress()).Fetched > before.Fetched);
        output.WriteLine($"a silo killed: declared dead after {detected.TotalSeconds:0.0} s, its run taken over after {taken.TotalSeconds:0.0} s, a new page stored after {resumed.TotalSeconds:0.0} s");
        Assert.True(resumed - detected < TimeSpan.FromSeconds(60), $"The work was resumed {resumed - detected} after the death was known.");

        async Task<TimeSpan> Seen(Func<Task<bool>> happened)
        {
            await Wait.Until(LocalCluster.Patience, happened, cluster.Logs);
            return TimeProvider.System.GetElapsedTime(start);
        }
    });

    [Fact]
    public async Task All_silos_killed_at_once_cost_no_record_and_no_acknowledged_event() => await _storm.Survive("all silos killed", async () =>
    {
        await Task.WhenAll(cluster.Silos.Select(silo => silo.Process.Kill()));
        await cluster.AllUp();
    });
}
