namespace Jobvite.Cluster.Tests.Processes;

[Collection(nameof(LocalCluster))]
public sealed class DatabaseOutageTests(LocalCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);
    private readonly Storm _storm = new(cluster, output);

    [Fact]
    public Task A_database_that_is_stopped_costs_no_record_no_acknowledged_event_and_no_restart() => Away("PostgreSQL stopped", cluster.Postgres.Stop);

    [Fact]
    public Task A_database_that_is_killed_costs_no_record_no_acknowledged_event_and_no_restart() => Away("PostgreSQL killed", cluster.Postgres.Kill);

    private Task Away(string what, Func<Task> end) => _storm.Survive(what, async () =>
    {
        var processes = cluster.Silos.Select(silo => silo.Process).ToArray();
        await end();
        await Task.Delay(Outage, TestContext.Current.CancellationToken);
        foreach (var company in cluster.Companies)
        {
            Assert.False(await company.Answers());
        }

        await cluster.Postgres.Start();

        var start = TimeProvider.System.GetTimestamp();
        await cluster.AllUp();
        output.WriteLine($"{what}: everything ready {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s after its return");
        Assert.Equal(processes, cluster.Silos.Select(silo => silo.Process));
    });
}
