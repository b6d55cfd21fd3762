using Jobvite.Architecture.Tests;

namespace Jobvite.Cluster.Tests.Processes;

[Collection(nameof(LocalCluster))]
public sealed class MetricsTests(LocalCluster cluster)
{
    /// <summary>Series of ASP.NET's come with the first request of their sort, which a test need not send.</summary>
    private static readonly string[] OnlyByName = ["http_server_", "aspnetcore_"];

    [Fact]
    public async Task Every_series_that_alerts_dashboards_and_pages_name_is_on_a_page_of_a_running_program()
    {
        await cluster.AllUp();
        var company = cluster.Companies[0];
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "series.txt"), TestContext.Current.CancellationToken);
        var wanted = lines.Where(line => line.Length > 0 && line[0] != '#').Select(Shortened).Distinct().ToArray();
        Assert.True(wanted.Length > 40);

        // Reads, settings that are saved (the silos may be new ones), a run, and a webhook that is applied.
        await company.Connect();
        await company.Polite(HttpMethod.Get, "/api/integrations/jobvite/config");
        await company.AllSucceed(await company.StartFullSync());
        var (number, person) = company.ChangeSomebody();
        (await company.Announce(number, person))?.Dispose();

        string[] missing = [];
        await Wait.Until(
            LocalCluster.Patience,
            async () =>
            {
                missing =
                [
                    .. new MetricsPage(await Pages(cluster.Silos.Select(silo => silo.HealthUrl))).Missing(wanted, "silo", "any"),
                    .. new MetricsPage(await Pages(cluster.Fronts.Select(front => front.Url))).Missing(wanted, "front"),
                ];
                return missing.Length == 0;
            },
            () => $"missing: {string.Join(", ", missing)}");
    }

    private static string Shortened(string line) =>
        OnlyByName.Any(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].StartsWith) ? line.Split('{')[0] : line;

    private static async Task<string> Pages(IEnumerable<Uri> programs)
    {
        using var http = new HttpClient();
        return string.Join('\n', await Task.WhenAll(programs.Select(program => http.GetStringAsync(new Uri(program, "/metrics"), TestContext.Current.CancellationToken))));
    }
}
