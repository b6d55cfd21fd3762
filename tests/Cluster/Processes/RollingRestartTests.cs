namespace Jobvite.Cluster.Tests.Processes;

[Collection(nameof(LocalCluster))]
public sealed class RollingRestartTests(LocalCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);
    private readonly Storm _storm = new(cluster, output);

    [Fact]
    public async Task Silos_and_front_ends_that_are_restarted_one_after_the_other_cost_nothing_but_repetitions() => await _storm.Survive("a rolling restart", async () =>
    {
        var runs = new List<(Company Company, string[] Ids)>();
        foreach (var silo in cluster.Silos)
        {
            foreach (var company in cluster.Companies)
            {
                runs.Add((company, await company.StartFullSync()));
            }

            await Stops("a silo", silo.Process.Terminate);
            silo.Start();
            await LocalCluster.Ready(silo.HealthUrl, () => silo.Output);
        }

        foreach (var front in cluster.Fronts)
        {
            await Stops("a front end", front.Terminate);
            front.Start();
            await LocalCluster.Ready(front.Url, () => front.Output);
        }

        foreach (var (company, ids) in runs)
        {
            await company.AllSucceed(ids);
        }
    });

    private async Task Stops(string what, Func<TimeSpan, Task<int>> terminate)
    {
        var start = TimeProvider.System.GetTimestamp();
        var code = await terminate(LocalCluster.Patience);
        var took = TimeProvider.System.GetElapsedTime(start);
        output.WriteLine($"{what} stopped in {took.TotalSeconds:0.0} s");
        Assert.Equal(0, code);
        Assert.True(took < LongestStop, $"{what} took {took} to stop.");
    }
}
