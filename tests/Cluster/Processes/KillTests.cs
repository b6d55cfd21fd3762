namespace Jobvite.Cluster.Tests.Processes;

public sealed class KillTests(LocalCluster cluster, ITestOutputHelper output) : IClassFixture<LocalCluster>
{
    [Fact]
    public async Task A_killed_silo_costs_no_record_and_no_acknowledged_event()
    {
        var killed = 0;
        await Survive("one silo killed", async () =>
        {
            await cluster.Kill(killed);
            await AllAnswer("after a SIGKILL");
        });
    }

    [Fact]
    public async Task All_silos_killed_at_once_cost_no_record_and_no_acknowledged_event() => await Survive("all silos killed", async () =>
    {
        await cluster.KillAllSilos();
        await cluster.AllUp();
        await AllAnswer("after the restart of all silos");
    });

    [Fact]
    public async Task A_database_that_is_away_costs_no_record_and_no_acknowledged_event_and_no_restart() => await Survive("PostgreSQL away", async () =>
    {
        await cluster.Postgres.Stop();
        var acknowledged = cluster.Companies.Sum(company => company.Acknowledged.Count);
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        var meanwhile = cluster.Companies.Sum(company => company.Acknowledged.Count) - acknowledged;
        await cluster.Postgres.Start();

        // One answer of each sender may have been on its way when the server went down.
        Assert.InRange(meanwhile, 0, cluster.Companies.Length);
        await AllAnswer("after PostgreSQL's return");
    });

    [Fact]
    public async Task A_silo_that_is_asked_to_stop_does_so_well_inside_30_seconds_and_nothing_is_lost() => await Survive("one silo stopped", async () =>
    {
        var (code, took) = await cluster.Terminate(silo: 1);
        output.WriteLine($"stopped in {took.TotalSeconds:0.0} s");

        Assert.Equal(0, code);
        Assert.True(took < TimeSpan.FromSeconds(25), $"It took {took}.");
        await AllAnswer("after an orderly stop");
    });

    /// <summary>Full runs of two companies and a stream of webhooks, a blow in the middle, and the ledger afterwards.</summary>
    private async Task Survive(string what, Func<Task> blow)
    {
        await cluster.AllUp();
        using var enough = new CancellationTokenSource();
        var senders = cluster.Companies.Select(company => company.SendWebhooks(enough.Token)).ToArray();
        var runs = await Task.WhenAll(cluster.Companies.Select(company => company.StartFullSync()));
        await Wait.Until(LocalCluster.Patience, async () => await cluster.Companies[0].Fetched() > 0, cluster.Logs);

        await blow();

        await Task.WhenAll(cluster.Companies.Zip(runs, (company, ids) => company.AllSucceed(ids)));
        await enough.CancelAsync();
        await Task.WhenAll(senders);
        foreach (var company in cluster.Companies)
        {
            await company.EveryRecordIsThereOnce();
            await company.EveryAcknowledgedEventIsProcessed();
            output.WriteLine($"{what}: {company.Id}: {company.Acknowledged.Count} events acknowledged so far, {company.Refused} refusals repeated");
        }
    }

    private async Task AllAnswer(string when)
    {
        var start = TimeProvider.System.GetTimestamp();
        foreach (var company in cluster.Companies)
        {
            await Wait.Until(LocalCluster.Patience, company.Answers, () => $"{company.Id} is not answered.\n{cluster.Logs()}");
        }

        output.WriteLine($"every company is answered {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s {when}");
    }
}
