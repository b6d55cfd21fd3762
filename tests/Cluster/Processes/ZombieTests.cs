namespace Jobvite.Cluster.Tests.Processes;

[Collection(nameof(LocalCluster))]
public sealed class ZombieTests(LocalCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(60);
    private readonly Storm _storm = new(cluster, output);

    [Fact]
    public async Task A_silo_that_wakes_after_a_minute_overwrites_nothing_and_ends_by_itself() => await _storm.Survive("a silo frozen", async () =>
    {
        await using var placement = await Placement.Of(cluster);
        var zombie = await placement.Find(_storm.Hit, "candidates");
        Assert.NotNull(zombie);

        await zombie.Process.Freeze();
        await Task.Delay(Frozen, TestContext.Current.CancellationToken);
        await zombie.Process.Thaw();

        var start = TimeProvider.System.GetTimestamp();
        var code = await zombie.Process.End(LocalCluster.Patience);
        output.WriteLine($"a silo frozen: ended with {code} {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s after it woke\n{zombie.Output[..Math.Min(6000, zombie.Output.Length)]}");
    });
}
