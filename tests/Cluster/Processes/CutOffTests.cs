using System.Net;
using Npgsql;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>Three silos, each of which reaches the database over a line of its own.</summary>
public sealed class CutOffCluster() : LocalCluster(silos: 3, fronts: 1)
{
    internal DatabaseRelay[] Lines { get; } = [new(), new(), new()];

    protected override string ConnectionOf(int silo, string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        Lines[silo].To(connection.Port);
        connection.Port = Lines[silo].Port;
        return connection.ToString();
    }
}

public sealed class CutOffTests(CutOffCluster cluster, ITestOutputHelper output) : IClassFixture<CutOffCluster>
{
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_silo_that_alone_loses_the_database_ends_and_its_companies_answer_again_within_30_s()
    {
        await cluster.AllUp();
        foreach (var company in cluster.Companies.Concat(cluster.Readers))
        {
            await company.Polite(HttpMethod.Get, "/api/integrations/jobvite/sync/diagnostics");
        }

        var victim = await cluster.Placement.Find(cluster.Companies[0], "tenant");
        Assert.NotNull(victim);
        using var health = new HttpClient { BaseAddress = victim.HealthUrl, Timeout = TimeSpan.FromSeconds(2) };
        var readiness = new List<HttpStatusCode>();
        var start = TimeProvider.System.GetTimestamp();
        cluster.Lines[Array.IndexOf(cluster.Silos, victim)].Cut();

        TimeSpan? ended = null;
        TimeSpan? outage = null;
        while (outage is null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < LongestOutage, $"Companies were away for longer than {LongestOutage}.\n{victim.Output}");
            await Task.Delay(500, TestContext.Current.CancellationToken);
            if (victim.Runs)
            {
                try
                {
                    using var answer = await health.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
                    readiness.Add(answer.StatusCode);
                    output.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} {answer.StatusCode}");
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
                {
                    output.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} {exception.Message} runs {victim.Runs}");
                }
            }
            else if (ended is null)
            {
                ended = TimeProvider.System.GetElapsedTime(start);
                output.WriteLine($"the silo ended {ended.Value.TotalSeconds:0.0} s after the cut");
            }
            else if ((await Task.WhenAll(cluster.Companies.Concat(cluster.Readers).Select(Reads))).All(reads => reads))
            {
                outage = TimeProvider.System.GetElapsedTime(start);
            }
        }

        output.WriteLine($"all companies answered {outage.Value.TotalSeconds:0.0} s after the cut");
        Assert.Contains(HttpStatusCode.ServiceUnavailable, readiness);
        Assert.NotEqual(0, await victim.Process.End(TimeSpan.FromSeconds(5)));
        Assert.Contains("it answers another silo", victim.Output, StringComparison.Ordinal);
        Assert.Equal(2, cluster.Silos.Count(silo => silo.Runs));
        Array.ForEach(cluster.Lines, line => line.Mend());
        await cluster.AllUp();
    }

    [Fact]
    public async Task A_database_that_no_silo_reaches_ends_no_silo()
    {
        await cluster.AllUp();
        var processes = cluster.Silos.Select(silo => silo.Process).ToArray();

        Array.ForEach(cluster.Lines, line => line.Cut());
        await Task.Delay(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);
        Array.ForEach(cluster.Lines, line => line.Mend());
        await cluster.AllUp();

        Assert.Equal(processes, cluster.Silos.Select(silo => silo.Process));
        foreach (var company in cluster.Companies)
        {
            await company.Polite(HttpMethod.Get, "/api/integrations/jobvite/sync/diagnostics");
        }
    }

    /// <summary>Asks the tenant grain, which only the silo that has it can answer. A call that was on its way to the silo when it ended is not waited for.</summary>
    private static async Task<bool> Reads(Company company)
    {
        try
        {
            using var answer = await company.Send(HttpMethod.Get, "/api/integrations/jobvite/sync/diagnostics").WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            Assert.True(answer?.StatusCode is null or HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer?.StatusCode}");
            return answer?.StatusCode == HttpStatusCode.OK;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
