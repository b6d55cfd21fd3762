namespace Jobvite.Cluster.Tests.Processes;

/// <summary>Full runs of all companies and a stream of webhooks of each, a blow in the middle, and the books afterwards.</summary>
internal sealed class Storm(LocalCluster cluster, ITestOutputHelper output)
{
    // So slow that the blow falls into the middle of the runs: a list of candidates has five pages.
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(2);

    // Two calls that are never answered, 15 s each, and twice as long again for a busy machine.
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(90);

    /// <summary>The company that a blow is aimed at.</summary>
    public Company Hit => cluster.Companies[0];

    /// <summary>Runs the blow once the first company has stored a page; everybody's records and events must be right afterwards.</summary>
    public async Task Survive(string what, Func<Task> blow)
    {
        await cluster.AllUp();
        // After a former test all grains may live on one silo.
        await cluster.Placement.Deactivate();
        var streams = cluster.Companies.Select(company => new WebhookStream(company, cluster.ConnectionString)).ToArray();
        var meters = cluster.Companies.Concat(cluster.Readers).Select(company => new GapMeter(company)).ToArray();
        try
        {
            cluster.Slow(Slowness);
            var runs = await Task.WhenAll(cluster.Companies.Select(company => company.StartFullSync()));
            await Wait.Until(LocalCluster.Patience, async () => (await Hit.Progress()).Fetched > 0, cluster.Logs);

            await blow();

            cluster.Slow(LocalCluster.Brisk);
            await Task.WhenAll(cluster.Companies.Zip(runs, (company, ids) => company.AllSucceed(ids)));
            await Task.WhenAll(streams.Select(stream => stream.Stop()).Concat(meters.Select(meter => meter.Stop())));
            foreach (var (company, stream) in cluster.Companies.Zip(streams))
            {
                var ledger = await stream.Settle();
                output.WriteLine($"{what}: {ledger}");
                Assert.Equal(0, ledger.Doubled);
                await company.EveryRecordIsAsAtJobvite();
            }

            Assert.All(meters, meter => Assert.True(meter.Longest < LongestGap, $"{meter} without an answer."));
            output.WriteLine($"{what}: longest time without an answer: {string.Join(", ", meters.Select(meter => meter.ToString()))}");
        }
        finally
        {
            cluster.Slow(LocalCluster.Brisk);
            Array.ForEach(streams, stream => stream.Abandon());
            Array.ForEach(meters, meter => meter.Abandon());
        }
    }
}
