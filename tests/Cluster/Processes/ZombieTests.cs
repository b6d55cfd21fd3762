namespace Jobvite.Cluster.Tests.Processes;

[Collection(nameof(LocalCluster))]
public sealed class ZombieTests(LocalCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(60);
    private readonly Storm _storm = new(cluster, output);

    [Fact]
    public async Task A_silo_that_wakes_after_a_minute_overwrites_nothing_and_ends_by_itself() => await _storm.Survive("a silo frozen", async () =>
    {
        var zombie = await cluster.Placement.Find(_storm.Hit, "candidates");
        Assert.NotNull(zombie);
        var before = await _storm.Hit.Progress();
        var start = TimeProvider.System.GetTimestamp();

        await zombie.Process.Freeze();
        await Wait.Until(LocalCluster.Patience, () => cluster.IsDead(zombie), cluster.Logs);
        var detected = TimeProvider.System.GetElapsedTime(start);

        // By now others own what it owned, and have gone on: what it still has in its hands is old.
        await Wait.Until(LocalCluster.Patience, async () => (await _storm.Hit.Progress()).Epoch > before.Epoch, cluster.Logs);
        var rest = Frozen - TimeProvider.System.GetElapsedTime(start);
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, TestContext.Current.CancellationToken);
        await zombie.Process.Thaw();

        var woken = TimeProvider.System.GetTimestamp();
        var code = await zombie.Process.End(LocalCluster.Patience);
        output.WriteLine($"a silo frozen: declared dead after {detected.TotalSeconds:0.0} s, ended with {code} {TimeProvider.System.GetElapsedTime(woken).TotalSeconds:0.0} s after it woke");
        Assert.NotEqual(0, code);
        Assert.Contains("I have been told I am dead", zombie.Output, StringComparison.Ordinal);
        Assert.True(detected < Frozen, $"It was declared dead only after {detected}.");
    });
}
