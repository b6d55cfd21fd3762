using System.Net;
using Jobvite.Cluster.Tests.Postgres;

namespace Jobvite.Cluster.Tests.Processes;

public sealed class FrontTests(PostgresServer server)
{
    [Fact]
    public async Task A_front_end_without_a_cluster_is_alive_and_tells_callers_to_come_again()
    {
        var database = await server.CreateDatabase();
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var front = ChildProcess.Start("Jobvite.WebFrontend", new Dictionary<string, string>
        {
            ["ConnectionStrings__Jobvite"] = database,
            ["ASPNETCORE_URLS"] = url.ToString(),
            ["JWT_SECRET_KEY"] = "3f1d7c5b9a80e2644d6bb1f0c7a95e3812d4f6a8b0c2e4f61738495a6b7c8d9e",
        });
        using var http = new HttpClient { BaseAddress = url };

        await Wait.Until(LocalCluster.Patience, async () => await Status(http, "/health/live") == HttpStatusCode.OK, () => front.Output + front.Errors);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(http, "/health/ready"));
        using var answer = await http.GetAsync(new Uri("/api/integrations/jobvite/candidates", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        using var webhook = await http.PostAsync(new Uri("/webhooks/jobvite/c/candidate", UriKind.Relative), new StringContent("{}"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, webhook.StatusCode);
    }

    [Fact]
    public async Task A_front_end_that_waits_for_its_cluster_stops_when_asked()
    {
        var port = FreePort.Next();
        await using var front = ChildProcess.Start("Jobvite.WebFrontend", new Dictionary<string, string>
        {
            ["ConnectionStrings__Jobvite"] = "Host=127.0.0.1;Port=1;Database=jobvite;Username=jobvite",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["JWT_SECRET_KEY"] = "3f1d7c5b9a80e2644d6bb1f0c7a95e3812d4f6a8b0c2e4f61738495a6b7c8d9e",
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Wait.Until(LocalCluster.Patience, async () => await Status(http, "/health/live") == HttpStatusCode.OK, () => front.Output + front.Errors);
        var start = TimeProvider.System.GetTimestamp();

        await front.Terminate(LocalCluster.Patience);

        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(25));
    }

    private static async Task<HttpStatusCode?> Status(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
